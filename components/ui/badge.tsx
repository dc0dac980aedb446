import { cva } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { cn } from './cn'
import type { Tone } from './density'

const style = cva(
  'inline-flex max-w-full items-center gap-1 rounded-sm border px-1.5 py-px text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-sunken text-ink-soft',
        info: 'border-accent-line bg-accent-soft text-accent',
        good: 'border-good-line bg-good-soft text-good',
        attention: 'border-attention-line bg-attention-soft text-attention',
        stop: 'border-stop-line bg-stop-soft text-stop',
      },
    },
  },
)

type Props = { tone?: Tone; className?: string; children: ReactNode }

/** A short word about a thing: a bucket, a stage, a count. The word carries the meaning; the tone only helps. */
export function Badge({ tone = 'neutral', className, children }: Props) {
  return <span className={cn(style({ tone }), className)}>{children}</span>
}
