const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight letters and figures without look-alikes (Crockford), `7K3M-9QXA`, from at least eight random bytes. */
export function trustCodeFrom(secret: Uint8Array): string {
  if (secret.length < 8) throw new RangeError('a trust code needs eight random bytes')
  const letters = [...secret.subarray(0, 8)].map(byte => LETTERS[byte % 32]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** What a person typed as the code we wrote: case, spaces and look-alikes forgiven. Null for what cannot be one. */
export function readTrustCode(text: string): string | null {
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null
}
