import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextPlace } from './grid-column'

const keys = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End', 'j', 'k'] as const

describe('nextPlace', () => {
  it('never leaves the grid', () => {
    fc.assert(
      fc.property(
        fc.record({
          rows: fc.integer({ min: 1, max: 50 }),
          columns: fc.integer({ min: 1, max: 9 }),
          page: fc.integer({ min: 1, max: 20 }),
        }),
        fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean()), { maxLength: 40 }),
        (size, pressed) => {
          let at = { row: 0, column: 0 }
          for (const [key, ends] of pressed) at = nextPlace(key, at, size, ends) ?? at
          return at.row >= 0 && at.row < size.rows && at.column >= 0 && at.column < size.columns
        },
      ),
    )
  })

  it('leaves other keys to the page', () => {
    expect(nextPlace('e', { row: 0, column: 0 }, { rows: 3, columns: 3, page: 2 }, false)).toBeNull()
  })
})
