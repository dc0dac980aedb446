import { useTranslations } from 'next-intl'
import { LinkTabs } from '@/components/ui/link-tabs'

const tabs = [
  ['files', '/credit-reports'],
  ['held', '/credit-reports/held'],
  ['corrections', '/credit-reports/corrections'],
  ['withdrawals', '/credit-reports/withdrawals'],
  ['disputes', '/credit-reports/disputes'],
] as const

/** The places of what the credit bureau is told. */
export function CreditReportTabs({ current }: { current: (typeof tabs)[number][0] }) {
  const t = useTranslations('creditReports')
  return <LinkTabs label={t('title')} tabs={tabs.map(([name, href]) => ({ href, label: t(`tabs.${name}`), current: name === current }))} />
}
