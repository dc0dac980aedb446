import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { LinkButton } from '@/components/ui/link-button'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Notice } from '@/components/ui/notice'
import type { Currency } from '@/lib/money'
import { leftAfter } from '@/lib/plans/adjust'
import type { TypedChange } from '@/lib/plans/adjust-input'
import type { WholeProgress } from '@/lib/plans/whole-progress'

type Props = { next: NonNullable<WholeProgress['next']>; graceEndsOn: string; typed: TypedChange; problem: string | null; currency: Currency; payHref: string }

/** Paying less now: nothing is changed by it, so what is left and until when stands there plainly. */
export function PartPayment({ next, graceEndsOn, typed, problem, currency, payHref }: Props) {
  const t = useTranslations('planChange')
  const { partCents } = typed
  const left = partCents === null ? null : leftAfter(next.amountCents, partCents)
  return (
    <section aria-labelledby="part-title" className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <h2 id="part-title" className="font-semibold">
        {t('partTitle')}
      </h2>
      <p className="text-ink-soft">{t('partText')}</p>
      {problem && (
        <p role="alert" className="text-stop">
          {problem}
        </p>
      )}
      {left !== null && partCents !== null && (
        <Notice tone={left > 0 ? 'info' : 'good'} live title={left > 0 ? undefined : t('partAll')}>
          {left > 0 &&
            t.rich('partLeft', {
              paid: () => <Money key="paid" amountCents={partCents} currency={currency} strong />,
              left: () => <Money key="left" amountCents={left} currency={currency} strong />,
              date: () => <DateText key="date" value={next.dueOn} />,
              grace: () => <DateText key="grace" value={graceEndsOn} />,
            })}
        </Notice>
      )}
      <form method="get" className="flex flex-col items-start gap-3">
        <input type="hidden" name="kind" value="part" />
        <MoneyField name="first" id="part-first" currency={currency} label={t('partAmount')} defaultValue={typed.kind === 'part' ? typed.first : ''} required />
        <div className="flex flex-wrap gap-3 max-sm:w-full">
          <Button type="submit" className="max-sm:w-full">
            {t('see')}
          </Button>
          {left !== null && (
            <LinkButton href={payHref} variant="primary" className="max-sm:w-full">
              {t('pay')}
            </LinkButton>
          )}
        </div>
      </form>
    </section>
  )
}
