import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useRuleWords } from '@/components/guard/reason-text'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { StatusDot } from '@/components/ui/status-dot'
import type { DecisionRow } from '@/lib/guard/queries'
import { readStrategyStep } from '@/lib/guard/strategy-step'
import { toToken } from '@/lib/url-token'

type Props = { rows: readonly DecisionRow[]; timeZone: string; nextHref?: string }

/** Why somebody was, or was not, contacted: rule, source, who asked, what came of it, and the message as it was sent. */
export function DecisionList({ rows, timeZone, nextHref }: Props) {
  const t = useTranslations('assurance')
  if (rows.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {rows.map(row => (
          <li key={row.id} className="py-3">
            <Decision row={row} timeZone={timeZone} />
          </li>
        ))}
      </ul>
      {nextHref && <Pager nextHref={nextHref} />}
    </>
  )
}

export const outcomeWord = (decision: string) => (decision === 'allowed' ? 'allowed' : decision === 'needs_reason' ? 'needsReason' : 'blocked')

function Decision({ row, timeZone }: { row: DecisionRow; timeZone: string }) {
  const t = useTranslations('assurance')
  const guard = useTranslations('guard')
  const contacts = useTranslations('contacts')
  const words = useRuleWords()
  const isChinese = useLocale() === 'zh-CN'
  const sender = readStrategyStep(row.message)
  return (
    <article className="grid grid-cols-1 gap-x-6 gap-y-1 md:grid-cols-[12rem_minmax(0,1fr)_14rem]">
      <div className="text-sm text-ink-faint">
        <DateText value={row.decidedAt} timeZone={timeZone} show="exact" />
        <p>{row.actorName ?? t(`actors.${row.actorKind}`)}</p>
      </div>
      <div className="min-w-0">
        <p className="font-medium text-ink">
          {row.borrowerName} · {guard(`kinds.${row.kind}`)} · {guard(`purposes.${row.purpose}`)}
        </p>
        {(row.caseNumber || sender) && (
          <p className="text-sm text-ink-faint">
            {[row.caseNumber, sender && t('step', { step: sender.step, strategy: sender.strategy ?? row.strategy ?? '–' })].filter(Boolean).join(' · ')}
          </p>
        )}
        {row.givenReason && <p className="text-sm text-ink-soft">{guard('reasonGiven', { reason: row.givenReason })}</p>}
        <ul className="text-sm text-ink-soft">
          {row.reasons.map((reason, index) => (
            <li key={index}>
              {words(reason)}
              {' · '}
              <span className="text-ink-faint">{reason.source ? guard('source', { source: isChinese ? reason.source.zh_cn : reason.source.en }) : t('byDatabase')}</span>
            </li>
          ))}
        </ul>
        {row.message && (
          <details className="mt-1 text-sm">
            <summary className="cursor-pointer text-accent">{t('asSent')}</summary>
            <p className="mt-1 rounded-md bg-sunken px-3 py-2 whitespace-pre-line text-ink-soft">{row.message.body}</p>
          </details>
        )}
      </div>
      <div className="text-sm text-ink-faint md:text-right">
        <StatusDot tone={row.decision === 'allowed' ? 'good' : 'attention'}>{guard(outcomeWord(row.decision))}</StatusDot>
        <p>{row.toMasked}</p>
        {row.outcome && <p>{contacts(`outcomes.${row.outcome}`)}</p>}
        <p>
          <Link className="text-accent hover:underline" href={`/assurance/${toToken(row.borrowerId, row.id)}`}>
            {t('chain')}
          </Link>
        </p>
      </div>
    </article>
  )
}
