'use client'

import { InboundForm } from '@/components/contacts/inbound-form'
import { MessageForm } from '@/components/contacts/message-form'
import { OutcomeForm } from '@/components/contacts/outcome-form'
import type { FormAction, FormState } from '@/components/forms/form-state'
import { PromiseForm } from '@/components/promises/promise-form'
import type { SideProps } from './case-side'
import { HardshipForm } from './hardship-form'
import { AssignForm, NoteForm, SnoozeForm } from './work-forms'

export type Panel = 'result' | 'promise' | 'note' | 'message' | 'inbound' | 'hardship' | 'snooze' | 'assign'
type Props = SideProps & { panel: Panel | null; lastContactId: string | null; onSettled: (state: FormState) => void }

/** The one form that is open. */
export function SidePanels({ panel, overview, actions, may, days, ids, workers, now, lastContactId, onSettled }: Props) {
  const { view } = overview
  const { token } = view
  // The page may take the form away together with its answer, so the answer is told before it comes back to the form.
  const telling =
    (action: FormAction): FormAction =>
    async (state, form) => {
      const answer = await action(state, form)
      if (answer.status === 'ok') onSettled(answer)
      return answer
    }
  switch (panel) {
    case 'result': {
      const call = overview.panel.unlogged
      return (
        call && (
          <OutcomeForm
            key={call.id}
            token={token}
            call={call}
            number={overview.panel.points.find(point => point.id === call.contactPointId)?.valueMasked}
            timeZone={view.timeZone}
            lastDay={days.callBackLast}
            firstDay={days.today}
            action={telling(actions.logOutcomeAction)}
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
          take={telling(actions.takePromiseAction)}
          cancel={telling(actions.cancelPromiseAction)}
        />
      )
    case 'note':
      return <NoteForm token={token} action={telling(actions.noteAction)} />
    case 'message':
      return (
        <MessageForm
          key={ids.message}
          token={token}
          requestKey={ids.message}
          points={overview.panel.points}
          now={now}
          canPayOnline={may.payLink}
          action={telling(actions.sendMessageAction)}
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
          action={telling(actions.logInboundAction)}
        />
      )
    case 'hardship':
      return <HardshipForm token={token} currency={view.currency} action={telling(actions.openHardshipAction)} />
    case 'snooze':
      return <SnoozeForm token={token} dates={days.snooze} action={telling(actions.snoozeAction)} />
    case 'assign':
      return <AssignForm token={token} workers={workers} action={telling(actions.assignAction)} />
    case null:
      return null
  }
}
