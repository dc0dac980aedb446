import { useTranslations } from 'next-intl'
import { LinkTabs } from '@/components/ui/link-tabs'

const tabs = [
  ['payments', '/payments'],
  ['proposals', '/payments/to-confirm'],
  ['unmatched', '/payments/unmatched'],
  ['statements', '/payments/statements'],
  ['provider', '/payments/provider'],
] as const
export type MoneyInTab = (typeof tabs)[number][0]

/** The places of money that comes in. */
export function MoneyInTabs({ current }: { current: MoneyInTab }) {
  const t = useTranslations('payments')
  return <LinkTabs label={t('title')} tabs={tabs.map(([name, href]) => ({ href, label: t(`tabs.${name}`), current: name === current }))} />
}
