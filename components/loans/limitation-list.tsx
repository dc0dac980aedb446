import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { LoanLimitation } from '@/lib/matters/limitation-queries'

/** Until when each loan of an open case can be sued for, and what befell that date. Null: the law is not known. */
export function LimitationList({ loans, today }: { loans: readonly LoanLimitation[] | null; today: string }) {
  const t = useTranslations('limitation')
  if (loans?.length === 0) return null
  return (
    <section aria-labelledby="limitation" className="flex flex-col gap-4 border-t border-line pt-6">
      <div className="flex max-w-prose flex-col gap-1">
        <h2 id="limitation" className="text-lg font-semibold text-ink">
          {t('title')}
        </h2>
        <p className="text-sm text-ink-soft">{t(loans ? 'intro' : 'notReckoned')}</p>
      </div>
      {loans?.map(loan => (
        <LoanPart key={loan.number} loan={loan} today={today} />
      ))}
    </section>
  )
}

function LoanPart({ loan, today }: { loan: LoanLimitation; today: string }) {
  const t = useTranslations('limitation')
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
        <span className="font-semibold text-ink">{loan.number}</span>
        <span>
          {t('endsOn')} <DateText value={loan.endsOn} show="exact" /> {loan.endsOn < today && t('passed')}
        </span>
        <span className="text-ink-faint">
          {t('lastDueOn')} <DateText value={loan.lastDueOn} show="exact" />
        </span>
        {loan.waivedOn && <span className="text-ink-soft">{t('waived', { date: loan.waivedOn })}</span>}
      </p>
      {loan.events.length === 0 ? (
        <p className="text-sm text-ink-soft">{t('none')}</p>
      ) : (
        <ul aria-label={t('caption', { number: loan.number })} className="max-w-3xl divide-y divide-line border-y border-line text-sm">
          {loan.events.map(({ kind, on, effect, why, endsOn }) => (
            <li key={`${kind} ${on}`} className="flex flex-col gap-0.5 py-2">
              <span className="flex flex-wrap justify-between gap-x-4">
                <span className="text-ink">
                  {t(`kinds.${kind}`)} <DateText value={on} show="exact" className="text-ink-faint" />
                </span>
                <span className="text-ink-soft">
                  {effect === 'none' ? t('notCounted', { why: t(`whys.${why}`) }) : t(`effects.${effect}`)}
                  {effect === 'restarts' && (
                    <>
                      {' · '}
                      {t('endsOn')} <DateText value={endsOn} show="exact" />
                    </>
                  )}
                </span>
              </span>
              <span className="text-xs text-ink-faint">{t(`sources.${kind}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
