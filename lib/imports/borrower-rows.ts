import type { borrowers, contactPoints, searchTokens } from '@/db/schema'
import { maskAddress, maskEmail, maskId, maskPhone } from '../borrowers/masks'
import { encryptValue, indexValue } from '../borrowers/private-values'
import { searchTokensOf } from '../borrowers/search'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { LoanRow } from './loan-row'

export type BorrowerRow = typeof borrowers.$inferInsert
export type PointRow = typeof contactPoints.$inferInsert
export type TokenRow = typeof searchTokens.$inferInsert

/** A new borrower from a row of a file; private values encrypted, indexed and masked. */
export function borrowerRow(ctx: Ctx, row: LoanRow, id: string): BorrowerRow {
  const lenderId = ctx.actor.lenderId
  const lastFour = row.idNumber?.slice(-4)
  return {
    lenderId,
    id,
    number: row.borrowerNumber,
    name: row.name,
    locale: row.locale ?? ctx.lender.locale,
    timeZone: row.timeZone ?? ctx.lender.timeZone,
    address: row.address,
    idMasked: row.idNumber && maskId(row.idNumber),
    idCipher: row.idNumber ? encryptValue({ table: 'borrowers', column: 'id_cipher', rowId: id }, row.idNumber) : null,
    idIndex: row.idNumber ? indexValue(lenderId, 'id', row.idNumber) : null,
    idLastFourIndex: lastFour ? indexValue(lenderId, 'id4', `${id}:${lastFour}`) : null,
    isDemo: row.isDemo,
    createdAt: ctx.now,
  }
}

/** The borrower's own numbers and addresses that the row names. */
export function pointRows(ctx: Ctx, row: LoanRow, borrowerId: string): PointRow[] {
  const phones = row.phones.map(value => ({ kind: 'phone', value, masked: maskPhone(value) }))
  const email = row.email ? [{ kind: 'email', value: row.email, masked: maskEmail(row.email) }] : []
  const address = row.address ? [{ kind: 'address', value: row.address, masked: maskAddress(row.address) }] : []
  return [...phones, ...email, ...address].map(({ kind, value, masked }) => {
    const id = newId()
    return {
      borrowerId,
      id,
      lenderId: ctx.actor.lenderId,
      kind,
      relation: 'self',
      valueMasked: masked,
      valueCipher: encryptValue({ table: 'contact_points', column: 'value', rowId: id }, value),
      valueIndex: indexValue(ctx.actor.lenderId, kind, value),
      createdAt: ctx.now,
    }
  })
}

export const tokenRows = (ctx: Ctx, row: LoanRow, borrowerId: string): TokenRow[] =>
  searchTokensOf(ctx.actor.lenderId, { name: row.name, numbers: [row.borrowerNumber, row.number], phones: row.phones }).map(token => ({
    lenderId: ctx.actor.lenderId,
    token,
    borrowerId,
  }))
