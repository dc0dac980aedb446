import type { ReactNode } from 'react'
import { cn } from './cn'
import type { Tone } from './density'

export type TimelineItem = {
  id: string
  icon?: ReactNode
  tone?: Tone
  title: ReactNode
  at: ReactNode
  who?: ReactNode
  body?: ReactNode
}

const inks = {
  neutral: 'text-ink-faint',
  info: 'text-accent',
  good: 'text-good',
  attention: 'text-attention',
  stop: 'text-stop',
} as const

/** What happened, newest first or as given. */
export function Timeline({ label, items }: { label: string; items: readonly TimelineItem[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {items.map((item, index) => (
        <li key={item.id} className="relative flex gap-3 pb-5 last:pb-0">
          {index < items.length - 1 && <span aria-hidden className="absolute top-7 bottom-0 left-[0.8125rem] w-px bg-line" />}
          <span
            aria-hidden
            className={cn(
              'relative grid size-[1.6875rem] shrink-0 place-items-center rounded-full border border-line bg-surface [&_svg]:size-3.5',
              inks[item.tone ?? 'neutral'],
            )}
          >
            {item.icon ?? <span className="size-1.5 rounded-full bg-current" />}
          </span>
          <div className="min-w-0 flex-1 pt-0.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <p className="font-medium text-ink">{item.title}</p>
              <p className="text-xs text-ink-faint">
                {item.who && <>{item.who} · </>}
                {item.at}
              </p>
            </div>
            {item.body && <div className="mt-0.5 text-ink-soft">{item.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
