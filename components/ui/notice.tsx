import { cva } from 'class-variance-authority'
import { CircleCheck, Info, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

const style = cva('flex gap-3 rounded-lg border px-4 py-3 text-ink', {
  variants: {
    tone: {
      info: 'border-accent-line bg-accent-soft',
      good: 'border-good-line bg-good-soft',
      attention: 'border-attention-line bg-attention-soft',
      stop: 'border-stop-line bg-stop-soft',
    },
  },
})
const icons = { info: Info, good: CircleCheck, attention: TriangleAlert, stop: OctagonX } as const
const inks = { info: 'text-accent', good: 'text-good', attention: 'text-attention', stop: 'text-stop' } as const

type Props = {
  tone?: keyof typeof icons
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  live?: boolean
  className?: string
}

/** A calm box that says one thing. `live` announces it when it appears. */
export function Notice({ tone = 'info', title, children, actions, live, className }: Props) {
  const Icon = icons[tone]
  return (
    <div role={live ? 'status' : undefined} className={cn(style({ tone }), className)}>
      <Icon aria-hidden className={cn('mt-[0.2em] size-[1.2em] shrink-0', inks[tone])} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={cn('text-ink-soft', title && 'mt-0.5')}>{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
