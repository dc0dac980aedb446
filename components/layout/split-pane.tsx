import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

type Props = {
  start?: ReactNode
  startLabel?: string
  children: ReactNode
  end?: ReactNode
  endLabel?: string
  className?: string
}

/** Up to three panes that scroll by themselves on a wide screen and follow one another on a narrow one. */
export function SplitPane({ start, startLabel, children, end, endLabel, className }: Props) {
  const pane = 'quiet-scroll min-w-0 xl:min-h-0 xl:overflow-y-auto'
  return (
    <div
      className={cn(
        'grid min-h-0 flex-1 divide-y divide-line xl:divide-x xl:divide-y-0',
        start && end && 'xl:grid-cols-[20rem_minmax(0,1fr)_22rem]',
        start && !end && 'xl:grid-cols-[20rem_minmax(0,1fr)]',
        !start && end && 'xl:grid-cols-[minmax(0,1fr)_22rem]',
        className,
      )}
    >
      {start && (
        <section aria-label={startLabel} tabIndex={0} className={pane}>
          {start}
        </section>
      )}
      <div className={pane}>{children}</div>
      {end && (
        <aside aria-label={endLabel} tabIndex={0} className={pane}>
          {end}
        </aside>
      )}
    </div>
  )
}
