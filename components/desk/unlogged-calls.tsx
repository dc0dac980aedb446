import { PhoneOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { UnloggedCall } from '@/lib/contacts/queries'

/** The reader's own calls that were begun and never given a result, each a click from its form. */
export function UnloggedCalls({ calls, now, timeZone }: { calls: readonly UnloggedCall[]; now: Date; timeZone: string }) {
  const t = useTranslations('desk.unlogged')
  if (calls.length === 0) return null
  return (
    <section
      aria-labelledby="unlogged"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-attention-line bg-attention-soft px-3 py-2 text-sm md:px-4"
    >
      <h2 id="unlogged" className="flex items-center gap-2 font-medium text-attention">
        <PhoneOff aria-hidden className="size-4 shrink-0" />
        {t('title', { count: calls.length })}
      </h2>
      <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
        {calls.map(call => (
          <li key={`${call.token} ${call.occurredAt.toISOString()}`} className="text-ink-soft">
            <Link href={`/cases/${call.token}?do=result`} className="font-medium text-ink underline underline-offset-2">
              {call.name}
            </Link>{' '}
            <DateText value={call.occurredAt} now={now} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </section>
  )
}
