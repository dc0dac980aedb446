/** One opaque part of a URL for two ids: borrower id + id, 32 bytes in base64url. */
export function toToken(borrowerId: string, id: string): string {
  return Buffer.from(borrowerId.replaceAll('-', '') + id.replaceAll('-', ''), 'hex').toString('base64url')
}

/** Null for anything that is not such a token. */
export function fromToken(token: string): { borrowerId: string; id: string } | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hex = Buffer.from(token, 'base64url').toString('hex')
  return hex.length === 64 ? { borrowerId: uuid(hex.slice(0, 32)), id: uuid(hex.slice(32)) } : null
}

const uuid = (hex: string) => [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
