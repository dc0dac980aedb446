import { CircleDot, FileText, Mail, MessageSquare, PhoneIncoming, PhoneOutgoing, StickyNote } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { LoanLines } from '@/components/payments/difference-list'
import { DateText } from '@/components/ui/date-text'
import { momentInWords } from '@/components/ui/date-words'
import type { Tone } from '@/components/ui/density'
import { Timeline, type TimelineItem } from '@/components/ui/timeline'
import type { TimelineEntry } from '@/lib/cases/timeline'
import type { Currency } from '@/lib/money'

type Props = { entries: readonly TimelineEntry[]; now: Date; timeZone: string; currency: Currency }

/** What happened, in words; the newest first. */
export function CaseTimeline({ entries, now, timeZone, currency }: Props) {
  const t = useTranslations('cases')
  const contacts = useTranslations('contacts')
  const outbox = useTranslations('outbox')
  const locale = useLocale()
  if (entries.length === 0) return <p className="text-ink-soft">{t('timelineEmpty')}</p>
  const words: Words = { t, contacts, outbox, currency, at: moment => momentInWords(moment, locale, timeZone) }
  const items = entries.map(entry => ({
    id: entry.id,
    at: <DateText value={entry.at} now={now} timeZone={timeZone} />,
    ...said(entry, words),
  }))
  return <Timeline label={t('tabs.timeline')} items={items} />
}

type Words = {
  t: ReturnType<typeof useTranslations<'cases'>>
  contacts: ReturnType<typeof useTranslations<'contacts'>>
  outbox: ReturnType<typeof useTranslations<'outbox'>>
  at: (moment: Date) => string
  currency: Currency
}
type Said = Omit<TimelineItem, 'id' | 'at'>

function said(entry: TimelineEntry, words: Words): Said {
  const { t, contacts } = words
  switch (entry.entry) {
    case 'contact': {
      const Icon = entry.direction === 'in' ? PhoneIncoming : PhoneOutgoing
      const result = entry.outcome ? contacts(`outcomes.${entry.outcome}`) : t('resultMissing')
      return {
        icon: entry.kind === 'call' ? <Icon /> : <Mail />,
        tone: entry.direction === 'in' ? 'info' : 'neutral',
        title: `${t(`contactTitle.${entry.direction}`, { kind: contacts(`kinds.${entry.kind}`) })} · ${result}`,
        who: entry.who,
        body: <Lines first={entry.to} second={entry.body} />,
      }
    }
    case 'message':
      return message(entry, words)
    case 'note':
      return { icon: <StickyNote />, title: t('note'), who: entry.who, body: <p className="whitespace-pre-line">{entry.body}</p> }
    case 'thread':
      return {
        icon: <MessageSquare />,
        tone: entry.author === 'borrower' ? 'info' : 'neutral',
        title: t(`thread.${entry.author}`, { topic: t(`topics.${entry.topic}`) }),
        who: entry.who,
        body: <p className="whitespace-pre-line">{entry.body}</p>,
      }
    case 'event': {
      const key = `events.${entry.type.replace('.', '_')}`
      return {
        icon: entry.type.startsWith('document') ? <FileText /> : <CircleDot />,
        title: t.has(key) ? t(key, plain(entry.data)) : t('somethingChanged'),
        who: entry.who ?? t(`actors.${entry.actorKind}`),
        body: entry.changed.length > 0 && (
          <ul className="list-disc pl-5 text-sm text-ink-soft">
            {entry.changed.map(loan => (
              <LoanLines key={loan.number} loan={loan} currency={words.currency} />
            ))}
          </ul>
        ),
      }
    }
  }
}

const messageTones: Record<string, Tone> = {
  handed: 'good',
  queued: 'info',
  blocked: 'attention',
  failed: 'attention',
  cancelled: 'neutral',
}

function message(entry: Extract<TimelineEntry, { entry: 'message' }>, { t, contacts, outbox, at }: Words): Said {
  const late = entry.status === 'queued' && entry.sendAfter > entry.at
  return {
    icon: <Mail />,
    tone: messageTones[entry.status] ?? 'neutral',
    title: `${contacts(`kinds.${entry.kind}`)} · ${t.has(`templates.${entry.templateCode}`) ? t(`templates.${entry.templateCode}`) : t('message')} · ${late ? t('delayed', { when: at(entry.sendAfter) }) : t(`messageStatus.${entry.status}`)}${entry.delivery ? ` · ${outbox(`delivery.${entry.delivery}`)}` : ''}`,
    body: (
      <details>
        <summary className="cursor-pointer text-sm text-ink-faint">{entry.to}</summary>
        <p className="mt-1 whitespace-pre-line">{entry.body}</p>
      </details>
    ),
  }
}

/** Only what a sentence can hold. */
const plain = (data: Record<string, unknown>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(data).filter((pair): pair is [string, string | number] => ['string', 'number'].includes(typeof pair[1])),
  )

function Lines({ first, second }: { first: string | null; second: string | null }) {
  if (!first && !second) return null
  return (
    <>
      {first && <p className="text-sm text-ink-faint">{first}</p>}
      {second && <p className="whitespace-pre-line">{second}</p>}
    </>
  )
}
