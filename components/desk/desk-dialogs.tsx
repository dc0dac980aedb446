'use client'

import { useTranslations } from 'next-intl'
import { AssignForm, NoteForm, SnoozeForm, type SnoozeDates } from '@/components/cases/work-forms'
import { Dialog } from '@/components/ui/dialog'
import type { QueueRow } from '@/lib/cases/queue'
import type { DeskActions } from './desk-screen'
import { KeysHelp } from './keys-help'

export type DeskDialog = { kind: 'snooze' | 'note' | 'assign' | 'help'; row: QueueRow | null }
type Props = {
  dialog: DeskDialog | null
  onClose: () => void
  onDone: () => void
  workers: readonly { id: string; name: string }[]
  snoozeDates: SnoozeDates
  actions: DeskActions
}

/** The desk's questions, each about the row that was active when its key was pressed. */
export function DeskDialogs({ dialog, onClose, onDone, workers, snoozeDates, actions }: Props) {
  const t = useTranslations('desk')
  const done = () => {
    onDone()
    onClose()
  }
  const token = dialog?.row?.token ?? ''
  return (
    <Dialog
      open={dialog !== null}
      onOpenChange={open => !open && onClose()}
      title={dialog ? t(`dialog.${dialog.kind}`) : ''}
      description={dialog && dialog.kind !== 'help' ? dialog.row?.name : undefined}
      size={dialog?.kind === 'help' ? 'md' : 'sm'}
    >
      {dialog?.kind === 'snooze' && <SnoozeForm token={token} dates={snoozeDates} action={actions.snooze} onDone={done} />}
      {dialog?.kind === 'note' && <NoteForm token={token} action={actions.note} onDone={done} />}
      {dialog?.kind === 'assign' && <AssignForm token={token} workers={workers} action={actions.assign} onDone={done} />}
      {dialog?.kind === 'help' && <KeysHelp place="desk" />}
    </Dialog>
  )
}
