import type { CountryCode } from 'libphonenumber-js/max'
import type { LocalDate } from '../dates'
import type { LenderPolicy } from '../lenders/policy'
import type { Currency } from '../money'
import { applyMapping, type Mapping } from './columns'
import { isLendingClub, LENDING_CLUB_HEADERS, lendingClubCells } from './lending-club'
import type { CheckedRow } from './loan-row'
import { checkRow } from './row'
import { sourceHashOf } from './verdict'

export const PRESETS = ['leeway', 'lending_club'] as const
export type Preset = (typeof PRESETS)[number]

/** What reading a row needs to know beside its cells. */
export type Reading = { preset: Preset; mapping: Mapping; asOf: LocalDate; currency: Currency; products: LenderPolicy['products'] }
export type ReadRow = { number: string; hash: string; checked: CheckedRow }

export const detectPreset = (headers: readonly string[]): Preset => (isLendingClub(headers) ? 'lending_club' : 'leeway')

const countries: Record<Currency, CountryCode> = { CNY: 'CN', USD: 'US', GBP: 'GB' }

/** One record under a preset: its contract number, the hash of what the file says, and the checked row. */
export function readRow(raw: Record<string, string>, reading: Reading): ReadRow {
  const context = { asOf: reading.asOf, country: countries[reading.currency], products: reading.products }
  if (reading.preset === 'lending_club') {
    const tape = Object.fromEntries(LENDING_CLUB_HEADERS.map(header => [header, raw[header] ?? ''])) as Record<(typeof LENDING_CLUB_HEADERS)[number], string>
    const cells = lendingClubCells(tape, reading.asOf)
    const hash = sourceHashOf(tape)
    if (!cells) return { number: '', hash, checked: { loan: null, reasons: [{ reason: 'not_the_tape' }] } }
    return { number: cells.contract_number ?? '', hash, checked: checkRow(cells, { ...context, isDemo: true }) }
  }
  const cells = applyMapping(raw, reading.mapping)
  return { number: cells.contract_number ?? '', hash: sourceHashOf(cells), checked: checkRow(cells, context) }
}
