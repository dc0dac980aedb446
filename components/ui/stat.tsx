import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from './cn'

type Trend = { direction: 'up' | 'down' | 'flat'; text: string; tone?: 'good' | 'attention' | 'neutral' }
type Props = { label: ReactNode; value: ReactNode; trend?: Trend; hint?: ReactNode; href?: string }

const arrows = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight } as const
const inks = { good: 'text-good', attention: 'text-attention', neutral: 'text-ink-faint' } as const

/** One figure that opens what it counts. */
export function Stat({ label, value, trend, hint, href }: Props) {
  const Arrow = trend && arrows[trend.direction]
  return (
    <div className={cn('relative flex flex-col gap-0.5 px-4 py-3', href && 'hover:bg-hover')}>
      <p className="text-sm text-ink-faint">
        {href ? (
          <Link href={href} className="static after:absolute after:inset-0">
            {label}
          </Link>
        ) : (
          label
        )}
      </p>
      <p className="text-2xl font-semibold tracking-tight">{value}</p>
      {(trend || hint) && (
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-faint">
          {trend && Arrow && (
            <span className={cn('inline-flex items-center gap-0.5 font-medium', inks[trend.tone ?? 'neutral'])}>
              <Arrow aria-hidden className="size-3.5" />
              {trend.text}
            </span>
          )}
          {hint}
        </p>
      )}
    </div>
  )
}

/** Figures side by side, parted by hairlines. */
export const StatRow = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-px overflow-hidden rounded-lg border border-line bg-surface *:shadow-[0_0_0_1px_var(--line)]">
    {children}
  </div>
)
