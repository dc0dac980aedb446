import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { statementCsv, type StatementDocument } from './statement-document'
import { statementPdf } from './statement-pdf-port'

const line = (number: number) => ({
  heading: number === 1 ? '按借款合同' : null,
  on: localDate('2026-03-20'),
  onText: '2026年3月20日',
  title: `第 ${number} 期罚息`,
  details: ['2026年3月21日 至 2026年4月19日：30 天 × ¥1,000.00 × 年利率 36%（一年按 360 天）= ¥30.00，按上限只能收 ¥20.00，实计 ¥20.00'],
  amountCents: cents(-2_000),
  amountText: '-¥20.00',
})
const aDocument = (lines: number): StatementDocument => ({
  locale: 'zh-CN',
  title: '借款对账单',
  facts: [['借款人', '䶮㙟 毖谰耪 · B-000123']],
  columns: ['日期', '事项', '金额'],
  loans: [{ number: 'AH-1', heading: '借款 AH-1', lines: Array.from({ length: lines }, (_, i) => line(i + 1)), totals: [['剩余未还合计', '¥1,020.00']], clauses: ['第七条 =逾期'] }],
  footer: '对任何一笔有疑问，请联系我们',
  empty: '',
})

async function textOf(bytes: Buffer): Promise<string[]> {
  const file = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages = []
  for (let number = 1; number <= file.numPages; number++) {
    const content = await (await file.getPage(number)).getTextContent()
    pages.push(content.items.map(item => ('str' in item ? item.str : '')).join(''))
  }
  return pages
}

describe('a statement as a file', () => {
  it('is a PDF that can be searched in Chinese, rare names too, with every line and a foot on each page', async () => {
    const pages = await textOf(await statementPdf(aDocument(60)))
    const whole = pages.join('').replaceAll(/\s/g, '')
    expect(pages.length).toBeGreaterThan(1)
    for (const wanted of ['借款对账单', '䶮㙟毖谰耪', '第1期罚息', '第60期罚息', '剩余未还合计', '¥1,020.00']) expect(whole).toContain(wanted)
    for (const [index, page] of pages.entries()) expect(page).toContain(`${index + 1} / ${pages.length}`)
  })

  it('is a table with machine dates and plain amounts that no spreadsheet runs', () => {
    const csv = statementCsv(aDocument(1)).split('\r\n')
    expect(csv[0]).toBe('\uFEFF借款人,䶮㙟 毖谰耪 · B-000123')
    expect(csv[3]).toContain('AH-1,2026-03-20,第 1 期罚息,')
    expect(csv[3]).toMatch(/,-20\.00$/)
    expect(csv[4]).toBe('AH-1,,剩余未还合计,,"¥1,020.00"')
  })
})
