import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { TypedChange } from '@/lib/plans/adjust-input'
import type { AdjustmentPreview } from '@/lib/plans/adjust-queries'

type Props = { preview: AdjustmentPreview; typed: TypedChange; currency: Currency; today: string; confirm: FormAction; hidden: Record<string, string> }

/** What a change would come to: the new dates, its cost, the last day; then the button that does it. */
export function ChangePreview({ preview, typed, currency, today, confirm, hidden }: Props) {
  const t = useTranslations('planChange')
  const { parts, interestCents, penaltyCents } = preview
  const money = (amountCents: number) => <Money amountCents={amountCents} currency={currency} />
  const fields = { ...hidden, kind: typed.kind ?? '', toOn: typed.toOn, first: typed.first }
  return (
    <section aria-labelledby="preview-title" className="flex flex-col gap-3 rounded-xl border border-accent-line bg-accent-soft p-4">
      <h2 id="preview-title" className="font-semibold">
        {t('previewTitle')}
      </h2>
      <DescriptionList
        lined
        items={[
          { id: 'before', term: t('before'), detail: <DateText value={preview.dueOn} /> },
          ...parts.map((part, i) => ({
            id: `part-${part.dueOn}`,
            term: parts.length > 1 ? t('part', { number: i + 1 }) : t('after'),
            detail: (
              <>
                <Money amountCents={part.amountCents} currency={currency} strong /> · <DateText value={part.dueOn} now={today} show="both" />
              </>
            ),
          })),
          ...(interestCents > 0 ? [{ id: 'interest', term: t('interest'), detail: money(interestCents) }] : []),
          ...(penaltyCents > 0 ? [{ id: 'penalty', term: t('penalty'), detail: money(penaltyCents) }] : []),
          ...(interestCents + penaltyCents === 0 ? [{ id: 'cost', term: t('cost'), detail: t('costsNothing') }] : []),
          { id: 'grace', term: t('grace'), detail: <DateText value={preview.graceEndsOn} /> },
        ]}
      />
      <p className="text-ink-soft">{t('addendum')}</p>
      <ActionForm action={confirm} hidden={fields} idPrefix="confirm-change-" label={t('previewTitle')}>
        <Button type="submit" variant="primary" className="max-sm:w-full sm:self-start">
          {t(typed.kind === 'split' ? 'confirmSplit' : 'confirmMove')}
        </Button>
      </ActionForm>
    </section>
  )
}
