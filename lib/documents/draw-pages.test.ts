import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleanFileName, isAccepted } from './accepted-files'
import { drawPages } from './draw-pages'

const photo = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c83232' } })

/** A PDF of some pages with one line of text each, written by hand. */
function pdfOf(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, page) => `${4 + page * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: pages }, (_, page) => {
      const text = `BT /F1 36 Tf 40 120 Td (Payslip page ${page + 1}) Tj ET`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + page * 2} 0 R >>`,
        `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
      ]
    }).flat(),
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF`)
}

/** A PNG that says it is huge: few bytes, a billion pixels. */
function pixelBomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(40_000, 0)
  header.writeUInt32BE(40_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))])
}

describe('drawing a file again', () => {
  it('turns a photo upright, makes it smaller and leaves place and camera behind', async () => {
    const bytes = await photo(3000, 1500)
      .withMetadata({ orientation: 6, exif: { IFD0: { Make: 'SecretCamera' } } })
      .jpeg()
      .toBuffer()
    expect(bytes.includes('SecretCamera')).toBe(true)
    const { mediaType, pages } = await drawPages('IMG_1.JPG', bytes)
    expect(mediaType).toBe('image/jpeg')
    expect(pages).toMatchObject([{ widthPixels: 1000, heightPixels: 2000 }])
    expect((await sharp(pages[0]?.jpeg).metadata()).exif).toBeUndefined()
    expect(pages[0]?.jpeg.includes('SecretCamera')).toBe(false)
  })

  it('draws each page of a PDF, with its words on it', async () => {
    const { mediaType, pages } = await drawPages('payslip.pdf', pdfOf(3))
    expect(mediaType).toBe('application/pdf')
    expect(pages).toMatchObject([{ widthPixels: 800, heightPixels: 400 }, {}, {}])
    const { channels } = await sharp(pages[2]?.jpeg).stats()
    expect(channels[0]?.min).toBeLessThan(60)
    expect(channels[0]?.max).toBeGreaterThan(240)
    expect(channels[0]?.mean).toBeGreaterThan(150)
  }, 30_000)

  const refused: [string, string, () => Promise<Buffer> | Buffer, string][] = [
    ['nothing', 'a.pdf', () => Buffer.alloc(0), 'file_empty'],
    ['a page of HTML called a PDF', 'a.pdf', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'file_type_refused'],
    ['a program', 'setup.exe', () => Buffer.from('MZ\x90\x00'.padEnd(200, '\0'), 'latin1'), 'file_type_refused'],
    ['a program called a photo', 'me.jpg', () => Buffer.from('MZ\x90\x00'.padEnd(200, '\0'), 'latin1'), 'file_type_refused'],
    ['a drawing that can hold scripts', 'a.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'file_type_refused'],
    ['a photo called a PDF', 'a.pdf', () => photo(10, 10).png().toBuffer(), 'file_type_refused'],
    ['a billion pixels', 'a.png', pixelBomb, 'file_unreadable'],
    ['a photo cut in the middle', 'a.jpg', async () => (await photo(800, 800).jpeg().toBuffer()).subarray(0, 1200), 'file_unreadable'],
    ['a PDF of rubbish', 'a.pdf', () => Buffer.from('%PDF-1.7\nrubbish without an end'), 'file_unreadable'],
    ['a PDF of 21 pages', 'a.pdf', () => pdfOf(21), 'file_too_many_pages'],
  ]
  for (const [what, name, make, reason] of refused) {
    it(`refuses ${what}`, async () => {
      await expect(drawPages(name, await make())).rejects.toMatchObject({ code: 'invalid', message: reason })
    }, 30_000)
  }
})

describe('names of files', () => {
  it('lose paths, controls and direction marks, and keep their ending', () => {
    expect(cleanFileName('C:\\Users\\wang\\工资条.PDF')).toBe('工资条.PDF')
    expect(cleanFileName('../../etc/passwd')).toBe('passwd')
    expect(cleanFileName('photo\u202Egpj.exe')).toBe('photogpj.exe')
    expect(cleanFileName(`${'长'.repeat(300)}.jpg`)).toHaveLength(99)
    expect(cleanFileName('.jpg')).toBe('file.jpg')
  })

  it('must agree with what is inside', () => {
    expect(isAccepted('a.jpeg', 'image/jpeg')).toBe(true)
    expect(isAccepted('a.png', 'image/jpeg')).toBe(false)
    expect(isAccepted('a', 'image/jpeg')).toBe(false)
    expect(isAccepted('a.html', 'text/html')).toBe(false)
  })
})
