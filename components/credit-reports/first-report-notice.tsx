import { useLocale, useTranslations } from 'next-intl'
import { dateInWords } from '@/components/ui/date-words'
import { Notice } from '@/components/ui/notice'
import type { FirstReport } from '@/lib/credit-reports/preview-queries'

/** What will happen by itself, said before it does. */
export function FirstReportNotice({ first }: { first: FirstReport }) {
  const t = useTranslations('creditReports.first')
  const locale = useLocale()
  const { loans, bad, held, notices } = first
  const [asOf, on, noticesOn] = [first.asOf, first.on, first.noticesOn].map(date => dateInWords(date, locale))
  return (
    <Notice title={t('title', { on: on ?? '' })} className="mt-5 max-w-3xl">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>{t('lines', { loans, bad, asOf: asOf ?? '' })}</li>
        <li>{t('held', { held })}</li>
        <li>{t('notices', { notices, on: noticesOn ?? '' })}</li>
      </ul>
      <p className="mt-2">{t('asItStands')}</p>
    </Notice>
  )
}
