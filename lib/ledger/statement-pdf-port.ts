import { readFile } from 'node:fs/promises'
import path from 'node:path'
import PdfDocument from 'pdfkit'
import type { StatementDocument, StatementLine } from './statement-document'

const FONTS = { plain: '400Regular/NotoSansSC_400Regular.ttf', strong: '700Bold/NotoSansSC_700Bold.ttf' } as const
const MARGIN = 48
const AMOUNT_WIDTH = 110
const DATE_WIDTH = 92
const FOOT = 40
const fonts = new Map<keyof typeof FONTS, Promise<Buffer>>()

/** Read once: a Chinese font is ten megabytes. */
function font(name: keyof typeof FONTS): Promise<Buffer> {
  const file = path.join(/*turbopackIgnore: true*/ process.cwd(), 'node_modules', '@expo-google-fonts', 'noto-sans-sc', FONTS[name])
  const known = fonts.get(name) ?? readFile(file)
  fonts.set(name, known)
  return known
}

type Sheet = { pdf: PDFKit.PDFDocument; left: number; width: number; bottom: number }

/** A statement as a tagged A4 PDF with embedded Chinese font. */
export async function statementPdf(document: StatementDocument): Promise<Buffer> {
  const [plain, strong] = await Promise.all([font('plain'), font('strong')])
  const pdf = new PdfDocument({ size: 'A4', margin: MARGIN, bufferPages: true, tagged: true, pdfVersion: '1.7', lang: document.locale, displayTitle: true, info: { Title: document.title } })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  pdf.registerFont('plain', plain)
  pdf.registerFont('strong', strong)
  const sheet: Sheet = { pdf, left: MARGIN, width: pdf.page.width - 2 * MARGIN, bottom: pdf.page.height - MARGIN - FOOT }
  pdf.font('strong').fontSize(18).text(document.title)
  for (const [term, detail] of document.facts) row(sheet, [term, detail], 'plain', 10)
  if (document.loans.length === 0) pdf.moveDown().font('plain').fontSize(10).text(document.empty)
  for (const loan of document.loans) drawLoan(sheet, loan, document.columns)
  numberPages(sheet, document.footer)
  pdf.end()
  return whole
}

function drawLoan(sheet: Sheet, loan: StatementDocument['loans'][number], [date, what, amount]: StatementDocument['columns']): void {
  const { pdf, left, width } = sheet
  room(sheet, 90)
  pdf.moveDown(1)
  pdf.font('strong').fontSize(11).text(loan.heading, left, pdf.y, { width })
  pdf.moveDown(0.4)
  columns(sheet, [date, what, amount], 'strong')
  for (const line of loan.lines) drawLine(sheet, line)
  rule(sheet)
  for (const total of loan.totals) row(sheet, total, 'strong', 10)
  for (const clause of loan.clauses) {
    room(sheet, 40)
    pdf.font('plain').fontSize(8.5).text(clause, left, pdf.y + 3, { width })
  }
}

function drawLine(sheet: Sheet, line: StatementLine): void {
  const { pdf, left, width } = sheet
  if (line.heading) {
    room(sheet, 50)
    pdf.font('strong').fontSize(9.5).text(line.heading, left, pdf.y + 4, { width })
  }
  room(sheet, 24)
  columns(sheet, [line.onText, line.title, line.amountText], 'plain')
  for (const detail of line.details) {
    room(sheet, 24)
    pdf.font('plain').fontSize(8).fillColor('#555555').text(detail, left + DATE_WIDTH, pdf.y, { width: width - DATE_WIDTH - AMOUNT_WIDTH })
    pdf.fillColor('#000000')
  }
}

function columns({ pdf, left, width }: Sheet, [date, what, amount]: [string, string, string], face: keyof typeof FONTS): void {
  const top = pdf.y + 2
  pdf.font(face).fontSize(9.5)
  pdf.text(date, left, top, { width: DATE_WIDTH - 6 })
  const afterDate = pdf.y
  pdf.text(amount, left + width - AMOUNT_WIDTH, top, { width: AMOUNT_WIDTH, align: 'right' })
  pdf.text(what, left + DATE_WIDTH, top, { width: width - DATE_WIDTH - AMOUNT_WIDTH })
  pdf.y = Math.max(pdf.y, afterDate)
}

function row(sheet: Sheet, [term, detail]: readonly [string, string], face: keyof typeof FONTS, size: number): void {
  room(sheet, 24)
  const { pdf, left, width } = sheet
  const top = pdf.y + 2
  pdf.font(face).fontSize(size)
  pdf.text(detail, left + width / 2, top, { width: width / 2, align: 'right' })
  pdf.text(term, left, top, { width: width / 2 - 8 })
}

function rule({ pdf, left, width }: Sheet): void {
  const top = pdf.y + 3
  pdf.moveTo(left, top).lineTo(left + width, top).lineWidth(0.5).stroke('#888888')
  pdf.y = top + 2
}

/** A new page when less than so much is left of this one. */
function room({ pdf, bottom }: Sheet, points: number): void {
  if (pdf.y + points > bottom) pdf.addPage()
}

function numberPages({ pdf, left, width }: Sheet, footer: string): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0
    pdf.font('plain').fontSize(8).fillColor('#555555')
    pdf.text(`${footer}  ·  ${page - start + 1} / ${count}`, left, pdf.page.height - MARGIN - 12, { width, lineBreak: false })
  }
}
