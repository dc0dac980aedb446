import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { DateText } from '@/components/ui/date-text'

export type ThreadItem = { id: string; topic: string; authorKind: string; authorName: string | null; body: string; createdAt: Date }

/** What was written, oldest first; one's own on the right. */
export function Thread({ messages, timeZone }: { messages: readonly ThreadItem[]; timeZone: string }) {
  const t = useTranslations('portal.thread')
  if (messages.length === 0) return null
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title" className="mb-3 text-xl font-semibold">
        {t('title')}
      </h2>
      <ol className="flex flex-col gap-3">
        {messages.map(message => {
          const isOwn = message.authorKind === 'borrower'
          return (
            <li key={message.id} className={cn('max-w-[92%] rounded-lg border px-4 py-3', isOwn ? 'self-end border-accent-line bg-accent-soft' : 'border-line bg-surface')}>
              <p className="text-[0.92em] text-ink-faint">
                {isOwn ? t('you') : (message.authorName ?? t('team'))}
                {message.topic !== 'reply' && <> · {t(`topic.${message.topic}`)}</>} · <DateText value={message.createdAt} timeZone={timeZone} />
              </p>
              <p className="mt-1 break-words whitespace-pre-line">{message.body}</p>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
