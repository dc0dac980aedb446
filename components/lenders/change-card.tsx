import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { dateInWords } from '@/components/ui/date-words'
import { DescriptionList } from '@/components/ui/description-list'
import { Diff } from '@/components/ui/diff'
import { Notice } from '@/components/ui/notice'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'
import type { PolicyChangeLine, PolicyEffects } from '@/lib/lenders/policy-queries'
import type { Currency } from '@/lib/money'
import { useDiffItems } from './use-diff-items'

type Props = { row: PolicyChangeLine; effects: PolicyEffects | null; currency: Currency; timeZone: string; action: FormAction | null; withdraw: FormAction | null }

const BY = { approved: 'approvedBy', returned: 'returnedBy', withdrawn: 'withdrawnBy' } as const

/** A proposal or what became of it: old and new beside each other, what is met by it, who, when and why. */
export function ChangeCard({ row, effects, currency, timeZone, action, withdraw }: Props) {
  const t = useTranslations('policy')
  const locale = useLocale()
  const items = useDiffItems(currency)
  const { decided, section } = row
  const path = row.changes[0]?.path ?? []
  const scope = section === 'terms' ? t('terms.card', { product: path[1] === 'products' ? (path[2] ?? '') : 'lender', date: dateInWords(path.at(-1) ?? '', locale) }) : null
  const facts = [
    { id: 'reason', term: t('reason'), detail: row.reason },
    { id: 'proposed', term: t('proposedBy'), detail: <>{row.proposedByName} · <DateText value={row.proposedAt} timeZone={timeZone} /></> },
    ...(decided ? [{ id: 'decided', term: t(BY[decided.outcome]), detail: <>{decided.byName} · <DateText value={decided.at} timeZone={timeZone} /></> }] : []),
    ...(decided?.note ? [{ id: 'note', term: t('note'), detail: decided.note }] : []),
  ]
  return (
    <article aria-labelledby={`change-${row.id}`} className="flex flex-col gap-3 rounded-lg border border-line px-4 py-3">
      <h2 id={`change-${row.id}`} className="text-base font-semibold text-ink">
        {t(`sections.${section}`)} {decided && <span className="font-normal text-ink-soft">{t(decided.outcome)}</span>}
      </h2>
      {scope && <p className="text-sm text-ink-soft">{scope}</p>}
      <Diff caption={t('diffOf', { section: t(`sections.${section}`) })} items={items(row)} />
      {effects && <p className="text-sm text-ink-soft">{t(`effects.${section}`, effects)}</p>}
      <DescriptionList lined items={facts} />
      {!decided && row.isStale && <Notice tone="attention" title={t('stale')}>{t('staleText')}</Notice>}
      {!decided && row.isOwn && <p className="text-sm text-ink-soft">{t('own')}</p>}
      {!decided && row.isOwn && withdraw && (
        <ActionForm action={withdraw} idPrefix={`w${row.id}-`} hidden={{ id: row.id }} label={t('withdraw')}>
          <Button type="submit" className="self-start">{t('withdraw')}</Button>
        </ActionForm>
      )}
      {!decided && !row.isOwn && action && <DecideChange action={action} id={row.id} isStale={row.isStale} />}
    </article>
  )
}

function DecideChange({ action, id, isStale }: { action: FormAction; id: string; isStale: boolean }) {
  const t = useTranslations('policy')
  const approve = { value: 'approve', label: t('approve'), hint: t('approveHint') }
  return (
    <ActionForm action={action} idPrefix={`c${id}-`} hidden={{ id }} label={t('decide')} className="max-w-xl items-stretch">
      <RadioGroup name="decision" legend={t('decide')} choices={[...(isStale ? [] : [approve]), { value: 'return', label: t('return'), hint: t('returnHint') }]} />
      <Textarea name="note" label={t('note')} hint={t('noteHint')} maxLength={2000} />
      <Button type="submit" variant="primary" className="self-start">{t('decideNow')}</Button>
    </ActionForm>
  )
}
