import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import type { NavItem } from './nav-item'

/** The rail on a wide screen. */
export function StaffRail({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations('shell')
  return (
    <nav
      aria-label={t('nav')}
      className="quiet-scroll hidden w-52 shrink-0 flex-col gap-0.5 overflow-y-auto border-r border-line px-2 py-3 md:flex"
    >
      {items.map(item => (
        <RailLink key={item.href} item={item} />
      ))}
    </nav>
  )
}

function RailLink({ item }: { item: NavItem }) {
  return (
    <Link
      href={item.href}
      aria-current={item.current ? 'page' : undefined}
      className={cn(
        'flex min-h-8 pointer-coarse:min-h-11 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-soft hover:bg-hover hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0',
        item.current && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
      )}
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      <Count value={item.count} />
    </Link>
  )
}

type BarProps = {
  items: readonly NavItem[]
  /** Language, appearance, sign-out: what the top bar has no room for. */ extras: ReactNode
}

/** The bar on a phone: the first four places, the rest one tap away, without script. */
export function StaffBar({ items, extras }: BarProps) {
  const t = useTranslations('shell')
  const first = items.slice(0, 4)
  return (
    <nav
      aria-label={t('nav')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {first.map(item => (
        <BarLink key={item.href} item={item} />
      ))}
      <details className="group min-w-0 flex-1">
        <summary className="flex min-h-14 list-none flex-col items-center justify-center gap-0.5 text-2xs text-ink-soft -outline-offset-2 [&::-webkit-details-marker]:hidden">
          <Ellipsis aria-hidden className="size-5" />
          {t('more')}
        </summary>
        <div className="absolute inset-x-2 bottom-full mb-2 flex flex-col gap-1 rounded-lg border border-line bg-raised p-2 shadow-high">
          {items.slice(first.length).map(item => (
            <RailLink key={item.href} item={item} />
          ))}
          <div className="mt-1 flex flex-wrap items-center gap-2 border-t border-line px-1 pt-3 pb-1">{extras}</div>
        </div>
      </details>
    </nav>
  )
}

function BarLink({ item }: { item: NavItem }) {
  return (
    <Link
      href={item.href}
      aria-current={item.current ? 'page' : undefined}
      className={cn(
        'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-2xs text-ink-soft -outline-offset-2 [&_svg]:size-5',
        item.current && 'font-semibold text-accent',
      )}
    >
      {item.icon}
      <span className="w-full truncate text-center">{item.label}</span>
    </Link>
  )
}

function Count({ value }: { value?: number }) {
  const format = useFormatter()
  if (!value) return null
  return <span className="text-xs text-ink-faint">{format.number(value)}</span>
}
