import { createHash, randomBytes, randomInt } from 'node:crypto'

// The only file that reads the clock or chance. Everything else takes `ctx.now` or an id as an argument.

/** Now, moved by days in the demo and in browser tests (`LEEWAY_CLOCK_OFFSET_DAYS`). */
export function readClock(offsetDays = 0): Date {
  return new Date(Date.now() + Math.round(offsetDays * 86_400_000))
}

let pool = Buffer.alloc(0)
let used = 0

/** UUIDv7 (RFC 9562): time-ordered, made by the app. */
export function newId(): string {
  if (used + 16 > pool.length) {
    pool = randomBytes(4096)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, (used += 16)))
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return formatUuid(bytes)
}

/** The same name always gives the same id: for seeds, where a second run must change nothing. */
export function idFrom(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return formatUuid(bytes)
}

export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')
export const newOneTimeCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0')

function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
