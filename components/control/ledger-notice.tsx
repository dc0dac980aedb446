import { useLocale, useTranslations } from 'next-intl'
import { dateInWords } from '@/components/ui/date-words'
import { Notice } from '@/components/ui/notice'
import type { LedgerCheck } from '@/lib/ledger/alarm-queries'

/** The alarm of the nightly check: said while the last one found figures that history does not bear out. */
export function LedgerNotice({ check }: { check: LedgerCheck | null }) {
  const t = useTranslations('control.ledger')
  const locale = useLocale()
  if (!check) return null
  const values = { date: dateInWords(check.businessDate, locale), loans: check.loans, replayed: check.replayed, count: check.differences }
  if (check.differences === 0) return <p className="mb-6 text-sm text-ink-faint">{t('sound', values)}</p>
  return (
    <Notice tone="attention" title={t('title', values)} className="mb-6">
      <p>{t('text', values)}</p>
      <ul className="mt-2 list-disc pl-5 text-sm">
        {check.found.slice(0, 10).map((one, index) => (
          <li key={`${one.id}:${one.what}:${index}`}>
            <code>{one.what}</code> · <code>{one.id}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
