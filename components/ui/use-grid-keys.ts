'use client'

import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { nextPlace, type GridPlace } from './grid-column'

type Options = {
  rows: number
  columns: number
  page: number
  scrollTo: (row: number) => void
  onOpen: (row: number) => void
  onPeek: (row: number) => void
  onSelect: (row: number, range: boolean) => void
  onActive: (row: number) => void
}

/** One tab stop for the whole grid; keys move it, open, peek and select. Silent while an input method composes and inside controls. */
export function useGridKeys(grid: RefObject<HTMLDivElement | null>, options: Options) {
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 })
  const focusNext = useRef(false)
  const place: GridPlace = { row: Math.min(at.row, Math.max(0, options.rows - 1)), column: at.column }

  const focusCell = useEffectEvent(() => {
    if (!focusNext.current) return
    focusNext.current = false
    const cell = grid.current?.querySelector<HTMLElement>(`[data-row="${place.row}"][data-column="${place.column}"]`)
    cell?.focus({ preventScroll: true })
  })
  useEffect(() => focusCell(), [place.row, place.column])

  function move(to: GridPlace) {
    focusNext.current = true
    setAt(to)
    options.scrollTo(to.row)
    if (to.row !== place.row) options.onActive(to.row)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.altKey) return
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'gridcell') return
    const ends = event.ctrlKey || event.metaKey
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (letter === 'x' && !ends) options.onSelect(place.row, event.shiftKey)
    else if (letter === 'Enter') options.onOpen(place.row)
    else if (letter === ' ') options.onPeek(place.row)
    else {
      const to = ends && letter.length === 1 ? null : nextPlace(letter, place, options, ends)
      if (!to) return
      move(to)
    }
    event.preventDefault()
  }

  const onFocus = (to: GridPlace) => {
    if (to.row !== place.row || to.column !== place.column) setAt(to)
    if (to.row !== place.row) options.onActive(to.row)
  }
  return { place, onKeyDown, onFocus }
}
