import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import type { DemoMessage } from '@/lib/outbox/queries'
import { MessageStatus } from './message-status'

type Props = { messages: DemoMessage[]; now: Date; timeZone: string }

/** Messages as the phone or the mailbox would show them. */
export function DemoMessages({ messages, now, timeZone }: Props) {
  const t = useTranslations('outbox')
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {messages.map(message => (
        <li key={message.id} className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-1 text-sm text-ink-soft">
            <span className="font-medium text-ink">{message.toMasked}</span>
            <span>
              <Badge>{t(`kind.${message.kind}`)}</Badge>
            </span>
            <DateText value={message.createdAt} now={now} timeZone={timeZone} />
            <MessageStatus
              status={message.status}
              blockedBy={message.blockedBy}
              sendAfter={message.sendAfter}
              now={now}
              timeZone={timeZone}
            />
          </div>
          <div className="min-w-0">
            {message.subject && <p className="font-medium text-ink">{message.subject}</p>}
            <p className="break-words whitespace-pre-line text-ink">{message.body}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
