import { expect, it } from 'vitest'
import { correctionReasons as storedCorrections, withdrawalReasons as storedWithdrawals } from '@/db/schema'
import { correctionReasons, withdrawalReasons } from './input'

it('the reasons of a form are those that the database keeps', () => {
  expect(correctionReasons).toEqual(storedCorrections)
  expect(withdrawalReasons).toEqual(storedWithdrawals)
})
