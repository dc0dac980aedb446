import type { ReactNode } from 'react'
import { cn } from './cn'

export type Description = { id: string; term: ReactNode; detail: ReactNode; action?: ReactNode; numeric?: boolean }

/** Facts: term and detail. `lined` is the check-answers look with room for a change link. */
export function DescriptionList({
  items,
  lined,
  className,
}: {
  items: readonly Description[]
  lined?: boolean
  className?: string
}) {
  return (
    <dl className={cn('flex flex-col', lined ? 'divide-y divide-line border-y border-line' : 'gap-1.5', className)}>
      {items.map(item => (
        <div
          key={item.id}
          className={cn(
            'grid grid-cols-[minmax(6rem,2fr)_3fr_auto] gap-x-4',
            lined && 'py-3 max-sm:grid-cols-[1fr_auto] max-sm:gap-y-1',
          )}
        >
          <dt className={lined ? 'font-medium text-ink max-sm:col-span-2' : 'text-ink-faint'}>{item.term}</dt>
          <dd className={cn('min-w-0 text-ink', item.numeric && 'text-right', !item.action && 'col-span-2')}>{item.detail}</dd>
          {item.action && <dd className="text-right">{item.action}</dd>}
        </div>
      ))}
    </dl>
  )
}
