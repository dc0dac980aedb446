import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import type { ApplicationView } from '@/lib/hardship/queries'
import type { Currency } from '@/lib/money'
import { LineJudge } from './line-judge'

type Props = {
  application: ApplicationView
  currency: Currency
  timeZone: string
  token: string
  canJudge: boolean
  action: FormAction
}

/** What the borrower said, and each line of income and spending with what the reviewer made of it. */
export function ClaimPane({ application, currency, timeZone, token, canJudge, action }: Props) {
  const t = useTranslations('reviews')
  const h = useTranslations('hardship')
  const { lines, offerCents, offerFrequency } = application
  const facts = [
    { id: 'changed', term: t('changed'), detail: application.whatChanged ? h(`changes.${application.whatChanged}`) : '' },
    {
      id: 'offer',
      term: t('offer'),
      detail:
        !offerCents || !offerFrequency || offerFrequency === 'none' ? (
          t('offerNone')
        ) : (
          <>
            <Money amountCents={offerCents} currency={currency} strong /> {h(`frequency.${offerFrequency}`)}
          </>
        ),
    },
    {
      id: 'sent',
      term: t('sentOn'),
      detail: application.submittedAt && <DateText value={application.submittedAt} timeZone={timeZone} />,
    },
  ]
  if (application.needs.length > 0)
    facts.push({ id: 'needs', term: t('needs'), detail: application.needs.map(need => h(`need.${need}`)).join(' · ') })
  return (
    <div className="relative flex flex-col gap-6 p-4">
      <section aria-labelledby="said" className="flex flex-col gap-2">
        <h2 id="said" className="font-semibold">
          {t('said')}
        </h2>
        <DescriptionList items={facts} />
        {application.story && (
          <blockquote className="border-l-2 border-line-strong pl-3 break-words whitespace-pre-line text-ink-soft">
            {application.story}
          </blockquote>
        )}
      </section>
      <section aria-labelledby="money" className="flex flex-col gap-2">
        <h2 id="money" className="font-semibold">
          {t('money')}
        </h2>
        {lines.length === 0 && <p className="text-ink-soft">{t('noLines')}</p>}
        {(['income', 'spending'] as const).map(side => {
          const own = lines.filter(line => line.side === side)
          if (own.length === 0) return null
          const counted = own.filter(line => line.review !== 'rejected').reduce((sum, line) => sum + line.monthlyCents, 0)
          return (
            <div key={side}>
              <h3 className="flex justify-between border-b border-line pb-1 text-sm font-medium">
                {t(side)}
                <Money amountCents={counted} currency={currency} strong />
              </h3>
              <ul className="divide-y divide-line">
                {own.map(line => (
                  <LineJudge
                    key={line.id}
                    line={line}
                    currency={currency}
                    hidden={{ token, line: line.id }}
                    canJudge={canJudge}
                    action={action}
                  />
                ))}
              </ul>
            </div>
          )
        })}
        {lines.length > 0 && <Left lines={lines} currency={currency} />}
      </section>
    </div>
  )
}

function Left({ lines, currency }: { lines: ApplicationView['lines']; currency: Currency }) {
  const t = useTranslations('reviews')
  const counted = lines.filter(line => line.review !== 'rejected')
  const left = counted.reduce((sum, line) => sum + (line.side === 'income' ? line.monthlyCents : -line.monthlyCents), 0)
  return (
    <p className="flex justify-between border-t-2 border-line-strong pt-1 font-semibold">
      {t('left')}
      <Money amountCents={left} currency={currency} />
    </p>
  )
}
