import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { cn } from './cn'

export type Step = { id: string; label: ReactNode; state: 'done' | 'current' | 'todo'; note?: ReactNode }

/** Where something stands, like a parcel's track. `across` puts short steps in one line on wide screens. */
export function Stepper({ label, steps, across }: { label: string; steps: readonly Step[]; across?: boolean }) {
  const t = useTranslations('ui.step')
  return (
    <ol aria-label={label} className={cn('flex flex-col', across && 'sm:flex-row sm:gap-2')}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className={cn('relative flex gap-3 pb-5 last:pb-0', across && 'sm:flex-1 sm:flex-col sm:gap-2 sm:pb-0')}
        >
          {index < steps.length - 1 && (
            <span
              aria-hidden
              className={cn(
                'absolute top-6 bottom-0 left-[0.6875rem] w-0.5 bg-line',
                step.state === 'done' && 'bg-accent',
                across && 'sm:top-[0.6875rem] sm:right-0 sm:bottom-auto sm:left-8 sm:h-0.5 sm:w-auto',
              )}
            />
          )}
          <span
            aria-hidden
            className={cn(
              'grid size-6 shrink-0 place-items-center rounded-full border-2 text-2xs font-semibold',
              step.state === 'done' && 'border-accent bg-accent text-accent-ink',
              step.state === 'current' && 'border-accent bg-surface text-accent',
              step.state === 'todo' && 'border-line bg-surface text-ink-faint',
            )}
          >
            {step.state === 'done' ? <Check className="size-3.5" strokeWidth={3} /> : index + 1}
          </span>
          <div className="min-w-0">
            <p
              className={cn(
                'leading-6',
                step.state === 'current' ? 'font-semibold text-ink' : step.state === 'todo' ? 'text-ink-faint' : 'text-ink',
              )}
            >
              {step.label}
              <span className="sr-only"> ({t(step.state)})</span>
            </p>
            {step.note && <div className="text-[0.92em] text-ink-soft">{step.note}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
