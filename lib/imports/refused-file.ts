/** One line of CSV with every cell quoted where needed; a cell that a spreadsheet would run gets an apostrophe in front. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(text: string): string {
  const safe = /^[=@|＝＠＋－\t\r\n]/.test(text) || (/^[+-]/.test(text) && !/^[+-]?[\d .,()-]+$/.test(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
