import Link from 'next/link'
import { cn } from './cn'

export type LinkTab = { href: string; label: string; count?: number; current?: boolean }

/** Tabs that are pages: each has an address, works without script, opens in a new window. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className="quiet-scroll flex gap-5 overflow-x-auto border-b border-line px-1">
      {tabs.map(tab => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className={cn(
            '-mb-px inline-flex min-h-9 items-center gap-1.5 border-b-2 border-transparent text-sm whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-ink',
            tab.current && 'border-accent font-medium text-ink',
          )}
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-xs text-ink-faint">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
