import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Currency } from '@/lib/money'
import { MISSED_REASONS } from '@/lib/promises/input'
import type { PromiseView } from '@/lib/promises/queries'

type Props = { promise: PromiseView; token: string; currency: Currency; action: FormAction }

/** Asks once why a promise was not kept: the answer decides what helps, more than another promise does. */
export function MissedForm({ promise, token, currency, action }: Props) {
  const t = useTranslations('promises')
  return (
    <section aria-label={t('missedTitle')} className="mb-6 max-w-xl rounded-md border border-line px-4 py-3">
      <h2 className="font-semibold text-ink">{t('missedTitle')}</h2>
      <p className="mb-3 text-ink-soft">
        <Money amountCents={promise.amountCents} currency={currency} /> · <DateText value={promise.dueOn} />
      </p>
      <ActionForm action={action} hidden={{ token, promiseId: promise.id }} idPrefix="missed-" label={t('missedTitle')}>
        <Select name="reason" label={t('missedWhy')} options={MISSED_REASONS.map(value => ({ value, label: t(`missedReasons.${value}`) }))} />
        <Textarea name="note" label={t('missedNote')} rows={2} maxLength={500} optional />
        <Button type="submit" className="self-start">
          {t('missedSave')}
        </Button>
      </ActionForm>
    </section>
  )
}
