'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LinkTabs } from '@/components/ui/link-tabs'

const tabs = ['', 'money', 'timeline', 'documents', 'plans'] as const

/** The case's pages; each has an address of its own. */
export function CaseTabs({ token }: { token: string }) {
  const t = useTranslations('cases')
  const path = usePathname()
  const base = `/cases/${token}`
  return (
    <div className="flex flex-col gap-2 px-3 pt-1 md:px-5">
      <a href="#what-to-do" className="self-start pt-2 text-sm font-medium text-accent underline underline-offset-4 xl:hidden">
        {t('toSide')}
      </a>
      <LinkTabs
        label={t('tabsLabel')}
        tabs={tabs.map(tab => {
          const href = tab ? `${base}/${tab}` : base
          return { href, label: t(`tabs.${tab || 'glance'}`), current: path === href }
        })}
      />
    </div>
  )
}
