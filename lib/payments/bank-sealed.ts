import { decryptValue, encryptValue, indexValue, type Place } from '../borrowers/private-values'
import { plainName } from './bank-match'

/** Who paid and what they wrote: at rest encrypted, bound to the line. */
export type PayerText = { payerName: string; payerAccount: string; remark: string; number: string }

const placeOf = (lineId: string): Place => ({ table: 'bank_lines', column: 'sealed', rowId: lineId })

export const sealPayer = (lineId: string, { payerName, payerAccount, remark, number }: PayerText) => ({
  sealed: encryptValue(placeOf(lineId), JSON.stringify({ payerName, payerAccount, remark, number })).toString('base64'),
})

/** Throws when the line's text was moved or changed. */
export const unsealPayer = (lineId: string, value: { sealed: string }): PayerText =>
  JSON.parse(decryptValue(placeOf(lineId), Buffer.from(value.sealed, 'base64'))) as PayerText

/** To find lines by the whole name of who paid. */
export const payerIndexOf = (lenderId: string, name: string): Buffer | null => (plainName(name) ? indexValue(lenderId, 'payer', plainName(name)) : null)
