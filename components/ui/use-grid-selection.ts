'use client'

import { useState } from 'react'

/** Ticks by key, with ranges from the last tick. */
export function useGridSelection<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  selected: ReadonlySet<string>,
  onChange: ((keys: ReadonlySet<string>) => void) | undefined,
) {
  const [anchor, setAnchor] = useState(0)

  function toggleAt(index: number, range: boolean) {
    const row = rows[index]
    if (row === undefined || !onChange) return
    const next = new Set(selected)
    if (range) {
      for (const other of rows.slice(Math.min(anchor, index), Math.max(anchor, index) + 1)) next.add(rowKey(other))
    } else if (!next.delete(rowKey(row))) next.add(rowKey(row))
    setAnchor(index)
    onChange(next)
  }

  const ticked = rows.reduce((count, row) => count + (selected.has(rowKey(row)) ? 1 : 0), 0)
  const full = rows.length > 0 && ticked === rows.length
  return {
    toggleAt,
    all: { full, some: ticked > 0 && !full, toggle: () => onChange?.(full ? new Set() : new Set(rows.map(rowKey))) },
  }
}
