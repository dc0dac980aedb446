import { describe, expect, it } from 'vitest'
import { isLevel } from './level'

describe('a level plan', () => {
  it.each([
    ['twelve alike, the last a few cents less', [...Array.from({ length: 11 }, () => 106_619), 106_614], true],
    ['one payment', [500_00], true],
    ['a lump sum before one instalment', [500_00, 100_00], false],
    ['small steps before one instalment', [100_00, 500_00], false],
    ['a last instalment that takes what is left', [100_00, 100_00, 400_00], false],
    ['none', [], false],
  ])('%s', (_, amounts, level) => expect(isLevel(amounts)).toBe(level))
})
