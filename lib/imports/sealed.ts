import { decryptValue, encryptValue, type Place } from '../borrowers/private-values'

/** Rows of a file name people: they rest encrypted, bound to their row. */
export type Sealed = { sealed: string }

const placeOf = (column: string, importId: string, rowNumber: number): Place => ({ table: 'import_rows', column, rowId: `${importId}:${rowNumber}` })

export const seal = (column: 'raw' | 'loan', importId: string, rowNumber: number, value: unknown): Sealed => ({
  sealed: encryptValue(placeOf(column, importId, rowNumber), JSON.stringify(value)).toString('base64'),
})

/** Throws when the row was moved or changed. */
export const unseal = <T>(column: 'raw' | 'loan', importId: string, rowNumber: number, value: unknown): T =>
  JSON.parse(decryptValue(placeOf(column, importId, rowNumber), Buffer.from((value as Sealed).sealed, 'base64'))) as T
