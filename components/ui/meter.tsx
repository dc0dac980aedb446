import { cn } from './cn'

type Props = {
  label: string
  value: number
  max: number
  /** "1 of 3 today" */ text: string
  hint?: string
  hideLabel?: boolean
  className?: string
}

/** How much of an allowance is used: blocks and words. Full is dark, not red: it is a limit, not a fault. */
export function Meter({ label, value, max, text, hint, hideLabel, className }: Props) {
  const blocks = max > 0 && max <= 12 ? max : 0
  return (
    <div className={cn('inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm', className)}>
      <span className={hideLabel ? 'sr-only' : 'text-ink-faint'}>{label}</span>
      <span
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="inline-flex h-2 gap-0.5"
      >
        {blocks > 0 ? (
          Array.from({ length: blocks }, (_, index) => (
            <span
              key={index}
              className={cn(
                'h-2 w-3.5 rounded-xs border',
                index < value ? 'border-accent bg-accent' : 'border-line-strong bg-surface',
              )}
            />
          ))
        ) : (
          <span className="h-2 w-20 overflow-hidden rounded-xs border border-line-strong">
            <span className="block h-full bg-accent" style={{ width: `${max > 0 ? Math.min(100, (value * 100) / max) : 0}%` }} />
          </span>
        )}
      </span>
      <span className="font-medium text-ink">{text}</span>
      {hint && <span className="text-ink-faint">· {hint}</span>}
    </div>
  )
}
