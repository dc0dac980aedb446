import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { readEnv } from '../env'

/** Where a value lives; bound into the ciphertext, so that a value cannot be moved to another row or column. */
export type Place = { table: string; column: string; rowId: string }

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, ciphertext. The key is outside the database. */
export function encryptValue(place: Place, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', fieldKey(), nonce).setAAD(bound(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Throws when the value was made for another place or changed. */
export function decryptValue(place: Place, value: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', fieldKey(), value.subarray(0, 12)).setAAD(bound(place))
  decipher.setAuthTag(value.subarray(12, 28))
  return Buffer.concat([decipher.update(value.subarray(28)), decipher.final()]).toString('utf8')
}

/** Keyed blind index: equal values give equal bytes within one lender and kind. */
export const indexValue = (lenderId: string, kind: string, text: string): Buffer =>
  createHmac('sha256', indexKey()).update(`${lenderId}:${kind}:${text}`).digest()

export const hashSecret = (text: string): Buffer => createHmac('sha256', indexKey()).update(`secret:${text}`).digest()

const bound = (place: Place) => Buffer.from(`${place.table}.${place.column}:${place.rowId}`)
const fieldKey = () => keyOf(readEnv().LEEWAY_FIELD_KEY)
const indexKey = () => keyOf(readEnv().LEEWAY_INDEX_KEY)

/** A key is made ready once: a file of a million lines asks for it two million times. */
const ready = new Map<string, KeyObject>()

function keyOf(base64: string): KeyObject {
  const known = ready.get(base64)
  if (known) return known
  const key = createSecretKey(Buffer.from(base64, 'base64'))
  ready.set(base64, key)
  return key
}
