import type { ReactNode } from 'react'

export type GridSort = { state: 'ascending' | 'descending' | 'none'; onSort: () => void }

export type GridColumn<Row> = {
  id: string
  header: string
  /** A CSS grid track: "8rem", "minmax(10rem,1fr)". */
  width: string
  numeric?: boolean
  sort?: GridSort
  cell: (row: Row) => ReactNode
}

export type GridPlace = { row: number; column: number }

/** Where a key leads from a cell; null when the key is not about moving. */
export function nextPlace(
  key: string,
  at: GridPlace,
  size: { rows: number; columns: number; page: number },
  ends: boolean,
): GridPlace | null {
  const lastRow = size.rows - 1
  const lastColumn = size.columns - 1
  const go = (row: number, column: number): GridPlace => ({
    row: Math.max(0, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  })
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return go(at.row + 1, at.column)
    case 'ArrowUp':
    case 'k':
      return go(at.row - 1, at.column)
    case 'ArrowRight':
      return go(at.row, at.column + 1)
    case 'ArrowLeft':
      return go(at.row, at.column - 1)
    case 'PageDown':
      return go(at.row + size.page, at.column)
    case 'PageUp':
      return go(at.row - size.page, at.column)
    case 'Home':
      return ends ? go(0, 0) : go(at.row, 0)
    case 'End':
      return ends ? go(lastRow, lastColumn) : go(at.row, lastColumn)
    default:
      return null
  }
}
