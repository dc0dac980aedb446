'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { tickStyle } from './checkbox'
import { cn } from './cn'
import type { GridColumn, GridPlace } from './grid-column'

type Props<Row> = {
  row: Row
  index: number
  top: number
  height: number
  template: string
  columns: readonly GridColumn<Row>[]
  label: string
  current: boolean
  tick?: { on: boolean; toggle: (range: boolean) => void }
  place: GridPlace
  onFocus: (place: GridPlace) => void
  onOpen?: (row: Row) => void
}

/** One row: a click opens it, its cells share the grid's single tab stop. */
export function GridRow<Row>({
  row,
  index,
  top,
  height,
  template,
  columns,
  label,
  current,
  tick,
  place,
  onFocus,
  onOpen,
}: Props<Row>) {
  const t = useTranslations('ui.grid')
  const shift = tick ? 1 : 0
  const cell = (column: number, content: ReactNode, className?: string) => (
    <div
      key={column}
      role="gridcell"
      aria-colindex={column + 1}
      data-row={index}
      data-column={column}
      tabIndex={place.row === index && place.column === column ? 0 : -1}
      onFocus={() => onFocus({ row: index, column })}
      className={cn('flex h-full min-w-0 items-center px-3 -outline-offset-2', className)}
    >
      {content}
    </div>
  )
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={tick ? tick.on : undefined}
      aria-current={current || undefined}
      onClick={() => onOpen?.(row)}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${top}px)` }}
      className={cn(
        'absolute inset-x-0 top-0 grid items-center border-b border-line hover:bg-hover',
        onOpen && 'cursor-default',
        (current || tick?.on) && 'bg-accent-soft hover:bg-accent-soft',
        current && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {tick &&
        cell(
          0,
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('select', { row: label })}
            checked={tick.on}
            onChange={() => undefined}
            onClick={event => {
              event.stopPropagation()
              tick.toggle(event.shiftKey)
            }}
            className={cn(tickStyle, 'mt-0')}
          />,
          'justify-center px-0',
        )}
      {columns.map((column, position) =>
        cell(
          position + shift,
          <span className={cn('min-w-0 truncate', column.numeric && 'ml-auto text-right')}>{column.cell(row)}</span>,
        ),
      )}
    </div>
  )
}
