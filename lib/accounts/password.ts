import { argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** `argon2id$<salt>$<tag>` in base64url. 19 MiB, 2 passes (OWASP). */
export function hashPassword(password: string): string {
  const salt = randomBytes(16)
  return `argon2id$${salt.toString('base64url')}$${tag(password, salt).toString('base64url')}`
}

/** Same work whether or not there is an account: pass null for an unknown one. */
export function verifyPassword(password: string, stored: string | null): boolean {
  const [, salt, expected] = (stored ?? nobody).split('$')
  if (!salt || !expected) return false
  const same = timingSafeEqual(tag(password, Buffer.from(salt, 'base64url')), Buffer.from(expected, 'base64url'))
  return same && stored !== null
}

const common = ['password', 'qwertyuiop', '1234567890', 'letmein', 'iloveyou', 'leeway', '宽限']

/** Why a new password is refused, as a key below `errors.`; null when it is fine (NIST 800-63B: length and a blocklist). */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < 15) return 'password_short'
  const lower = password.toLowerCase()
  const name = email.split('@')[0]?.toLowerCase() ?? ''
  if (new Set(lower).size < 5) return 'password_repeats'
  if (common.some(word => lower.replaceAll(word, '').length < 6)) return 'password_common'
  if (name.length > 3 && lower.replaceAll(name, '').length < 8) return 'password_like_name'
  return null
}

const tag = (password: string, salt: Buffer) =>
  argon2Sync('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce: salt, ...cost })

const nobody = `argon2id$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`
