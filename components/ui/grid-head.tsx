'use client'

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { tickStyle } from './checkbox'
import { cn } from './cn'
import type { GridColumn, GridSort } from './grid-column'

type SelectAll = { full: boolean; some: boolean; toggle: () => void }
type Props<Row> = { columns: readonly GridColumn<Row>[]; template: string; selectAll?: SelectAll }

/** The heads stay in sight while the rows scroll. */
export function GridHead<Row>({ columns, template, selectAll }: Props<Row>) {
  const t = useTranslations('ui.grid')
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: template }}
        className="grid h-8 items-center border-b border-line bg-sunken text-xs text-ink-faint"
      >
        {selectAll && (
          <div role="columnheader" className="flex justify-center">
            <input
              type="checkbox"
              aria-label={t('selectAll')}
              checked={selectAll.full}
              ref={box => {
                if (box) box.indeterminate = selectAll.some
              }}
              onChange={selectAll.toggle}
              className={cn(tickStyle, 'mt-0')}
            />
          </div>
        )}
        {columns.map(column => (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={column.sort?.state}
            className={cn('truncate px-3 font-medium', column.numeric && 'text-right')}
          >
            {column.sort ? <SortButton sort={column.sort}>{column.header}</SortButton> : column.header}
          </div>
        ))}
      </div>
    </div>
  )
}

function SortButton({ sort, children }: { sort: GridSort; children: string }) {
  const Arrow = sort.state === 'ascending' ? ArrowUp : sort.state === 'descending' ? ArrowDown : ChevronsUpDown
  return (
    <button type="button" onClick={sort.onSort} className="inline-flex min-h-6 items-center gap-1 hover:text-ink">
      {children}
      <Arrow aria-hidden className={cn('size-3', sort.state === 'none' && 'opacity-60')} />
    </button>
  )
}
