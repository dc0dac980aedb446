import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { DateText } from '@/components/ui/date-text'
import { LinkTabs } from '@/components/ui/link-tabs'
import type { EscalationRow } from '@/lib/escalations/queries'

type Props = {
  rows: readonly (EscalationRow & { href: string; isCurrent: boolean })[]
  view: 'open' | 'decided'
  nextHref: string | null
  firstHref: string | null
  today: string
}

/** The left pane: who, what, by when. */
export function InboxList({ rows, view, nextHref, firstHref, today }: Props) {
  const t = useTranslations('escalations')
  return (
    <div className="flex flex-col">
      <div className="px-3 pt-2">
        <LinkTabs
          label={t('views')}
          tabs={(['open', 'decided'] as const).map(name => ({
            href: `/escalations?view=${name}`,
            label: t(`view.${name}`),
            current: view === name,
          }))}
        />
      </div>
      <ul aria-label={t('list')} className="divide-y divide-line">
        {rows.map(row => (
          <li key={row.id}>
            <Link
              href={row.href}
              aria-current={row.isCurrent ? 'true' : undefined}
              className={cn(
                'flex flex-col gap-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-hover',
                row.isCurrent && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="truncate font-medium text-ink">{row.borrowerName}</span>
                <DateText
                  value={row.dueOn}
                  now={today}
                  show="both"
                  className={cn('shrink-0 text-xs', row.dueOn < today && view === 'open' && 'font-semibold text-attention')}
                />
              </span>
              <span className="flex items-center gap-2 text-sm text-ink-soft">
                <Badge tone={row.kind === 'complaint' ? 'attention' : 'neutral'}>{t(`kind.${row.kind}`)}</Badge>
                <span className="truncate">
                  {view === 'open'
                    ? (row.raisedByName ?? t(row.raisedByKind === 'borrower' ? 'raisedBy.borrower' : 'raisedBy.system'))
                    : t(`status.${row.status}`)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {(nextHref || firstHref) && (
        <nav aria-label={t('list')} className="flex justify-between px-4 py-3 text-sm">
          {firstHref ? <Link href={firstHref}>{t('previous')}</Link> : <span />}
          {nextHref && <Link href={nextHref}>{t('nextPage')}</Link>}
        </nav>
      )}
    </div>
  )
}
