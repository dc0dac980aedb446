import { Circle, CircleAlert, CircleCheck, CircleDot, OctagonX } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import type { Tone } from './density'

const shapes = { neutral: Circle, info: CircleDot, good: CircleCheck, attention: CircleAlert, stop: OctagonX } as const
const inks = {
  neutral: 'text-ink-faint',
  info: 'text-accent',
  good: 'text-good',
  attention: 'text-attention',
  stop: 'text-stop',
} as const

/** A state as shape, colour and word together. */
export function StatusDot({ tone = 'neutral', className, children }: { tone?: Tone; className?: string; children: ReactNode }) {
  const Shape = shapes[tone]
  return (
    <span className={cn('inline-flex items-center gap-1.5 align-middle whitespace-nowrap text-ink', className)}>
      <Shape aria-hidden className={cn('size-[1.05em] shrink-0', inks[tone])} strokeWidth={2.2} />
      {children}
    </span>
  )
}
