import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { CorrectionLine } from '@/lib/credit-reports/queries'
import type { ReportContent } from '@/lib/credit-reports/report-line'
import type { Currency } from '@/lib/money'
import { statusKey } from './line-words'

type Change = CorrectionLine['changes'][number]
type Props = { change: Change; currency: Currency }

/** What a field said and what it will say. */
export function ChangedField({ change: { field, before, after }, currency }: Props) {
  const t = useTranslations('creditReports')
  return (
    <>
      <s className="text-ink-faint">
        <span className="sr-only">{t('before')} </span>
        <FieldValue field={field} value={before} currency={currency} />
      </s>{' '}
      <span aria-hidden>→</span>{' '}
      <strong className="font-semibold">
        <span className="sr-only">{t('after')} </span>
        <FieldValue field={field} value={after} currency={currency} />
      </strong>
    </>
  )
}

export function FieldValue({ field, value, currency }: { field: keyof ReportContent; value: ReportContent[keyof ReportContent]; currency: Currency }) {
  const t = useTranslations('creditReports')
  if (value === null) return '–'
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return field === 'dpd' ? value : <Money amountCents={value} currency={currency} />
  if (field === 'openedOn' || field === 'closedOn') return <DateText value={value} />
  return wordOf(t, field, value)
}

function wordOf(t: ReturnType<typeof useTranslations<'creditReports'>>, field: keyof ReportContent, value: string): string {
  if (field === 'statusCode') return t(`status.${statusKey(value as ReportContent['statusCode'])}`)
  if (field === 'accountState') return t(`accountStates.${value as ReportContent['accountState']}`)
  if (field === 'arrangement') return t(`arrangements.${value as ReportContent['arrangement']}`)
  return t(`classes.${value as ReportContent['riskClass']}`)
}
