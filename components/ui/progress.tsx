import { cn } from './cn'

type Props = { label: string; value?: number; max?: number; text?: string; className?: string }

/** How far a job has come. Without `value` it is running and nobody knows how long. */
export function Progress({ label, value, max = 100, text, className }: Props) {
  const share = value === undefined ? null : Math.min(100, max > 0 ? (value * 100) / max : 0)
  return (
    <div className={cn('flex flex-col gap-1 text-sm', className)}>
      <div className="flex justify-between gap-3">
        <span className="font-medium">{label}</span>
        {text && <span className="text-ink-faint">{text}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={cn('h-full rounded-full bg-accent transition-[width] duration-150', share === null && 'w-1/3 animate-pulse')}
          style={share === null ? undefined : { width: `${share}%` }}
        />
      </div>
    </div>
  )
}
