'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { StatusDot } from '@/components/ui/status-dot'
import { Textarea } from '@/components/ui/textarea'
import type { EvidenceRequest } from '@/lib/hardship/queries'
import type { ThreadMessage } from '@/lib/threads/queries'

type Props = {
  requests: readonly EvidenceRequest[]
  messages: readonly ThreadMessage[]
  timeZone: string
  hidden: Record<string, string>
  canReply: boolean
  action: FormAction
}

/** Questions asked with their answers, and the messages; an answer goes through the guard. */
export function ReviewThread({ requests, messages, timeZone, hidden, canReply, action }: Props) {
  const t = useTranslations('reviews')
  return (
    <div className="grid grid-cols-1 gap-6 p-4 md:px-8 lg:grid-cols-2">
      <Requests requests={requests} />
      <section aria-labelledby="thread" className="flex flex-col gap-3">
        <h2 id="thread" className="font-semibold">
          {t('thread')}
        </h2>
        {messages.length === 0 && <p className="text-ink-soft">{t('noThread')}</p>}
        <ol className="flex flex-col gap-2">
          {messages.map(message => (
            <li
              key={message.id}
              className={
                message.authorKind === 'staff'
                  ? 'ml-8 rounded-md bg-accent-soft px-3 py-2'
                  : 'mr-8 rounded-md bg-sunken px-3 py-2'
              }
            >
              <p className="text-xs text-ink-faint">
                {message.authorKind === 'staff' ? (message.authorName ?? t('threadTeam')) : t('threadBorrower')} ·{' '}
                <DateText value={message.createdAt} timeZone={timeZone} />
              </p>
              <p className="break-words whitespace-pre-line">{message.body}</p>
            </li>
          ))}
        </ol>
        {canReply && (
          <ActionForm action={action} hidden={hidden} idPrefix="reply-" resetOnOk className="gap-2" label={t('reply')}>
            <Textarea name="body" label={t('reply')} rows={2} maxLength={4000} />
            <Button type="submit" className="self-start">
              {t('replySend')}
            </Button>
          </ActionForm>
        )}
      </section>
    </div>
  )
}

function Requests({ requests }: { requests: readonly EvidenceRequest[] }) {
  const t = useTranslations('reviews')
  const h = useTranslations('hardship.topic')
  if (requests.length === 0) return null
  return (
    <section aria-labelledby="requests" className="flex flex-col gap-2">
      <h2 id="requests" className="font-semibold">
        {t('requests')}
      </h2>
      <ul className="divide-y divide-line">
        {requests.map(request => (
          <li key={request.id} className="py-2">
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="font-medium">{h.has(request.topic) ? h(request.topic) : request.topic}</span>
              <StatusDot tone={request.status === 'open' ? 'attention' : request.status === 'answered' ? 'good' : 'neutral'}>
                {request.status === 'open'
                  ? request.dueOn
                    ? t('request.open', { date: request.dueOn })
                    : t('request.openNoDate')
                  : t(`request.${request.status}`)}
              </StatusDot>
            </p>
            {request.note && <p className="text-sm text-ink-soft">{request.note}</p>}
            {request.answerNote && <p className="mt-1 border-l-2 border-line-strong pl-2">{request.answerNote}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
