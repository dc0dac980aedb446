'use client'

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { cn } from './cn'
import type { GridColumn } from './grid-column'
import { GridHead } from './grid-head'
import { GridRow } from './grid-row'
import { useGridKeys } from './use-grid-keys'
import { useGridSelection } from './use-grid-selection'

type Props<Row> = {
  label: string
  columns: readonly GridColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Said for the row's tick box. */
  rowLabel: (row: Row) => string
  /** Rows of the whole list when it is known, also those not loaded. */
  rowCount?: number
  /** Keys of ticked rows; without `onSelectedChange` there are no tick boxes. */
  selected?: ReadonlySet<string>
  onSelectedChange?: (keys: ReadonlySet<string>) => void
  onOpen?: (row: Row) => void
  onPeek?: (row: Row) => void
  onActiveChange?: (row: Row) => void
  /** Called when the end comes into sight, to load more. */
  onNearEnd?: () => void
  currentKey?: string
  compact?: boolean
  empty?: ReactNode
  className?: string
}

const none: ReadonlySet<string> = new Set()

/** A grid of many rows of which only the visible ones exist. Arrows or J/K move, Enter opens, Space peeks, X ticks, Shift-X ticks a range. */
export function DataGrid<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, onOpen, onPeek, onActiveChange, onNearEnd, compact, selected = none } = props
  const t = useTranslations('ui.grid')
  const grid = useRef<HTMLDivElement>(null)
  const selectable = props.onSelectedChange !== undefined
  const selection = useGridSelection(rows, rowKey, selected, props.onSelectedChange)
  const withRow = (act: ((row: Row) => void) | undefined) => (index: number) => {
    const row = rows[index]
    if (row !== undefined) act?.(row)
  }
  const height = compact ? 30 : 36
  const keys = useGridKeys(grid, {
    rows: rows.length,
    columns: columns.length + (selectable ? 1 : 0),
    page: 15,
    scrollTo: index => virtual.scrollToIndex(index),
    onOpen: withRow(onOpen),
    onPeek: withRow(onPeek),
    onActive: withRow(onActiveChange),
    onSelect: selection.toggleAt,
  })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => height,
    overscan: 12,
    initialRect: { width: 0, height: 640 },
    scrollPaddingStart: 32,
    rangeExtractor: range =>
      [...new Set([keys.place.row, ...defaultRangeExtractor(range)])].filter(index => index < range.count).sort((a, b) => a - b),
    onChange: instance => {
      const last = instance.getVirtualItems().at(-1)
      if (last && last.index >= rows.length - 10) onNearEnd?.()
    },
  })
  const template = [...(selectable ? ['2.5rem'] : []), ...columns.map(column => column.width)].join(' ')

  return (
    <div className={cn('flex min-h-0 flex-col', props.className)}>
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-rowcount={(props.rowCount ?? rows.length) + 1}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        onKeyDown={keys.onKeyDown}
        className="quiet-scroll relative min-h-0 flex-1 overflow-auto text-sm"
      >
        <div className="min-w-max">
          <GridHead columns={columns} template={template} selectAll={selectable ? selection.all : undefined} />
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(item => {
              const row = rows[item.index]
              if (row === undefined) return null
              const key = rowKey(row)
              return (
                <GridRow
                  key={key}
                  row={row}
                  index={item.index}
                  top={item.start}
                  height={height}
                  template={template}
                  columns={columns}
                  label={props.rowLabel(row)}
                  current={key === props.currentKey}
                  tick={
                    selectable ? { on: selected.has(key), toggle: range => selection.toggleAt(item.index, range) } : undefined
                  }
                  place={keys.place}
                  onFocus={keys.onFocus}
                  onOpen={onOpen}
                />
              )
            })}
          </div>
        </div>
      </div>
      {rows.length === 0 && props.empty}
      <p
        role="status"
        className={cn('border-t border-line px-3 py-1.5 text-xs text-ink-faint', selected.size === 0 && 'sr-only')}
      >
        {selected.size > 0 ? t('selected', { count: selected.size }) : ''}
      </p>
    </div>
  )
}
