import type { DrawnPage } from './page-picture'

const pointsPerPixel = 0.5

/** Several drawn pages as one PDF file, one picture a page, in the order given. */
export function joinPictures(pages: readonly DrawnPage[]): Uint8Array {
  const parts: Buffer[] = []
  const starts: number[] = []
  let length = 0
  const write = (...pieces: (string | Buffer)[]) => {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece
      parts.push(bytes)
      length += bytes.length
    }
  }
  const object = (...body: (string | Buffer)[]) => {
    starts.push(length)
    write(`${starts.length} 0 obj\n`, ...body, '\nendobj\n')
  }
  write('%PDF-1.4\n')
  object('<</Type/Catalog/Pages 2 0 R>>')
  object(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${3 + index * 3} 0 R`).join(' ')}]>>`)
  pages.forEach(({ jpeg, widthPixels, heightPixels }, index) => {
    const [content, picture] = [4 + index * 3, 5 + index * 3]
    const [width, height] = [widthPixels * pointsPerPixel, heightPixels * pointsPerPixel]
    const draw = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`
    object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents ${content} 0 R/Resources<</XObject<</P ${picture} 0 R>>>>>>`)
    object(`<</Length ${draw.length}>>\nstream\n${draw}\nendstream`)
    const look = `/Width ${widthPixels}/Height ${heightPixels}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`
    object(`<</Type/XObject/Subtype/Image${look}/Length ${jpeg.length}>>\nstream\n`, jpeg, '\nendstream')
  })
  const table = length
  write(`xref\n0 ${starts.length + 1}\n0000000000 65535 f \n`, starts.map(start => `${String(start).padStart(10, '0')} 00000 n \n`).join(''))
  write(`trailer<</Size ${starts.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF`)
  return Buffer.concat(parts)
}
