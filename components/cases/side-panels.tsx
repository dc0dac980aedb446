'use client'

import { InboundForm } from '@/components/contacts/inbound-form'
import { MessageForm } from '@/components/contacts/message-form'
import { OutcomeForm } from '@/components/contacts/outcome-form'
import type { FormState } from '@/components/forms/form-state'
import { PromiseForm } from '@/components/promises/promise-form'
import type { SideProps } from './case-side'
import { HardshipForm } from './hardship-form'
import { AssignForm, NoteForm, SnoozeForm } from './work-forms'

export type Panel = 'result' | 'promise' | 'note' | 'message' | 'inbound' | 'hardship' | 'snooze' | 'assign'
type Props = SideProps & { panel: Panel | null; lastContactId: string | null; onSettled: (state: FormState) => void }

/** The one form that is open. */
export function SidePanels({ panel, overview, actions, days, ids, workers, lastContactId, onSettled }: Props) {
  const { view } = overview
  const { token } = view
  const close = () => onSettled({ status: 'ok' })
  switch (panel) {
    case 'result': {
      const call = overview.panel.unlogged
      return (
        call && (
          <OutcomeForm
            key={call.id}
            token={token}
            contactId={call.id}
            lastDay={days.callBackLast}
            firstDay={days.today}
            action={actions.logOutcomeAction}
            onDone={onSettled}
          />
        )
      )
    }
    case 'promise':
      return (
        <PromiseForm
          view={view}
          contactId={lastContactId}
          firstDay={days.today}
          lastDay={days.promiseLast}
          take={actions.takePromiseAction}
          cancel={actions.cancelPromiseAction}
          onDone={onSettled}
        />
      )
    case 'note':
      return <NoteForm token={token} action={actions.noteAction} onDone={close} />
    case 'message':
      return (
        <MessageForm
          key={ids.message}
          token={token}
          requestKey={ids.message}
          points={overview.panel.points}
          action={actions.sendMessageAction}
          onDone={onSettled}
        />
      )
    case 'inbound':
      return (
        <InboundForm
          key={ids.inbound}
          token={token}
          contactId={ids.inbound}
          points={overview.panel.points}
          firstDay={days.today}
          lastDay={days.callBackLast}
          action={actions.logInboundAction}
          onDone={onSettled}
        />
      )
    case 'hardship':
      return <HardshipForm token={token} currency={view.currency} action={actions.openHardshipAction} onDone={onSettled} />
    case 'snooze':
      return <SnoozeForm token={token} dates={days.snooze} action={actions.snoozeAction} onDone={close} />
    case 'assign':
      return <AssignForm token={token} workers={workers} action={actions.assignAction} onDone={close} />
    case null:
      return null
  }
}
