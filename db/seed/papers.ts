import sharp from 'sharp'

export type Paper = { fileName: string; bytes: Uint8Array }
type Row = [string, string]

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A plain proof document as a phone would photograph it, marked DEMO across. */
export async function drawPaper(title: string, rows: readonly Row[], fileName: string): Promise<Paper> {
  const lines = rows
    .map(([name, value], index) => {
      const y = 300 + index * 70
      return `<text x="80" y="${y}" font-size="30" fill="#334">${escape(name)}</text>
        <text x="820" y="${y}" font-size="30" fill="#112" text-anchor="end">${escape(value)}</text>
        <line x1="80" y1="${y + 22}" x2="820" y2="${y + 22}" stroke="#dde" stroke-width="2"/>`
    })
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200" font-family="Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif">
    <rect width="900" height="1200" fill="#fbfaf5"/>
    <rect x="40" y="40" width="820" height="1120" fill="none" stroke="#bbc" stroke-width="3"/>
    <text x="450" y="150" font-size="46" text-anchor="middle" fill="#112">${escape(title)}</text>
    <text x="450" y="205" font-size="24" text-anchor="middle" fill="#778">Leeway demo · made up</text>
    ${lines}
    <text x="450" y="820" font-size="150" text-anchor="middle" fill="#99a" opacity="0.25" transform="rotate(-28 450 760)">DEMO</text>
  </svg>`
  return { fileName, bytes: await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer() }
}
