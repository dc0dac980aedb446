import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { cn } from './cn'

type TableProps = { caption: string; captionHidden?: boolean; className?: string; children: ReactNode }

/** A semantic table with hairlines. It scrolls sideways inside its own frame, which the keyboard can reach. */
export function Table({ caption, captionHidden = true, className, children }: TableProps) {
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="quiet-scroll relative overflow-x-auto">
      <table className={cn('w-full border-collapse text-left text-(length:--control-text)', className)}>
        <caption className={captionHidden ? 'sr-only' : 'pb-2 text-left font-medium text-ink'}>{caption}</caption>
        {children}
      </table>
    </div>
  )
}

export const TableHead = ({ children }: { children: ReactNode }) => (
  <thead className="border-b border-line text-xs text-ink-faint">
    <tr>{children}</tr>
  </thead>
)
export const TableBody = ({ children }: { children: ReactNode }) => <tbody className="divide-y divide-line">{children}</tbody>

export function Row({ current, className, ...rest }: ComponentProps<'tr'> & { current?: boolean }) {
  return (
    <tr
      aria-current={current || undefined}
      className={cn('hover:bg-hover', current && 'bg-accent-soft hover:bg-accent-soft', className)}
      {...rest}
    />
  )
}

export function Cell({ numeric, className, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cn(
        'h-(--row-h) px-3 py-1 align-middle first:pl-4 last:pr-4',
        numeric && 'text-right whitespace-nowrap',
        className,
      )}
      {...rest}
    />
  )
}

/** The cell that names its row. */
export function RowHeader({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th scope="row" className={cn('h-(--row-h) px-3 py-1 text-left align-middle font-medium wrap-normal break-keep first:pl-4', className)} {...rest} />
  )
}

export type SortState = 'ascending' | 'descending' | 'none'
type ColumnProps = {
  numeric?: boolean
  sort?: { href: string; state: SortState }
  hidden?: boolean
  className?: string
  children: ReactNode
}

/** A column's head; with `sort` it is a link that turns the order. */
export function Column({ numeric, sort, hidden, className, children }: ColumnProps) {
  const t = useTranslations('ui')
  const Arrow = sort?.state === 'ascending' ? ArrowUp : sort?.state === 'descending' ? ArrowDown : ChevronsUpDown
  return (
    <th
      scope="col"
      aria-sort={sort?.state}
      className={cn(
        'h-8 px-3 align-middle font-medium whitespace-nowrap first:pl-4 last:pr-4',
        numeric && 'text-right',
        className,
      )}
    >
      {sort ? (
        <Link
          href={sort.href}
          className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
          aria-label={t('sortBy', { column: String(children) })}
        >
          {children}
          <Arrow aria-hidden className={cn('size-3', sort.state === 'none' && 'opacity-60')} />
        </Link>
      ) : (
        <span className={hidden ? 'sr-only' : undefined}>{children}</span>
      )}
    </th>
  )
}
