import { useLocale, useTranslations } from 'next-intl'
import { dateInWords } from '@/components/ui/date-words'
import { Notice } from '@/components/ui/notice'
import type { CoverageWarning } from '@/lib/calendars/working-days'

/** Said while a calendar that this lender reckons with ends soon or has ended. */
export function CalendarNotice({ warnings }: { warnings: readonly CoverageWarning[] }) {
  const t = useTranslations('control.calendars')
  const locale = useLocale()
  return warnings.map(({ country, coveredThrough, daysLeft }) => (
    <Notice
      key={country}
      tone="attention"
      title={t(daysLeft > 0 ? 'ending' : 'ended', { country: t(`countries.${country}`) })}
      className="mb-6"
    >
      {t(daysLeft > 0 ? 'text' : 'textEnded', { date: dateInWords(coveredThrough, locale), days: daysLeft })}
    </Notice>
  ))
}
