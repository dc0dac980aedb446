export const limits = {
  fileBytes: 10_000_000,
  requestBytes: 25_000_000,
  filesPerBorrower: 30,
  bytesPerBorrower: 100_000_000,
  pdfPages: 20,
  imagePixels: 40_000_000,
  pageSidePixels: 2000,
} as const

/** What a paper is; each belongs to a kind of consent (lib/hardship/application-input.ts). */
export const documentKinds = {
  finance: ['payslip', 'bank_statement', 'benefit_letter', 'bill', 'notice'],
  health: ['medical'],
} as const
export type DocumentKind = (typeof documentKinds)[keyof typeof documentKinds][number] | 'other'

export const isDocumentKind = (text: string): text is DocumentKind =>
  text === 'other' || Object.values(documentKinds).some(kinds => kinds.some(kind => kind === text))

/** The consent a kind of paper needs. */
export const consentFor = (kind: DocumentKind): 'finance' | 'health' => (kind === 'medical' ? 'health' : 'finance')

/** Whether staff may see a paper: kinds that ask no consent always, the others while it is given. */
export const isCovered = (kind: string, consents: Record<string, string> | null): boolean =>
  !isDocumentKind(kind) || consents === null || consents[consentFor(kind)] === 'granted'

const types: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
}
export const acceptAttribute = 'image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf'

/** True when the name's ending and the type found in the bytes are one that is accepted, and the same one. */
export function isAccepted(fileName: string, foundType: string | undefined): boolean {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase()
  return Boolean(foundType && ending && types[foundType]?.includes(ending))
}

/** The name as it is shown and saved under: no path, no control or direction characters, at most 100 characters. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = last.normalize('NFC').replaceAll(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  const ending = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? ''
  const stem = clean.slice(0, clean.length - ending.length).replace(/^\.+/, '')
  return `${[...(stem || 'file')].slice(0, 95).join('')}${ending}`
}
