/** The typed name against the record's: width, case, spaces and points do not matter, and neither does the order of Latin words. */
export function isSameName(typed: string, onRecord: string): boolean {
  const words = (text: string) =>
    text
      .normalize('NFKC')
      .toLocaleLowerCase('en')
      .split(/[\s·・.,'’-]+/u)
      .filter(Boolean)
      .toSorted()
      .join('')
  const squeeze = (text: string) =>
    text
      .normalize('NFKC')
      .toLocaleLowerCase('en')
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
  const [a, b] = [squeeze(typed), squeeze(onRecord)]
  return a.length > 0 && (a === b || words(typed) === words(onRecord))
}
