import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../errors'
import { localDate } from '../dates'
import { cents } from '../money'
import { bankCells, bankMappingOf, missingBankFields } from './bank-columns'
import { identityOf, readBankLine, type BankLine } from './bank-line'
import { matchLine, numbersIn, type Candidate, type FoundNumber } from './bank-match'

const against = { today: localDate('2026-06-15'), currency: 'CNY' as const }
const aLine = (own: Partial<BankLine> = {}): BankLine => ({
  row: 2,
  bookedOn: localDate('2026-06-10'),
  amountCents: cents(50_000),
  payerName: '',
  payerAccount: '',
  remark: '',
  reference: '',
  number: '',
  ...own,
})
const aCandidate = (own: Partial<Candidate> = {}): Candidate => ({
  borrowerId: 'b1',
  number: 'K-1001',
  name: '王小明',
  isOpen: true,
  amounts: [{ cents: cents(50_000), as: 'amount_due' }],
  ...own,
})
const loanOf = (borrowerId: string, number = 'AH-2026-000123'): FoundNumber => ({ kind: 'loan', number, borrowerId })
const reasonOf = (cells: Parameters<typeof readBankLine>[0]) => {
  try {
    return readBankLine(cells, 7, against)
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

describe('a bank file', () => {
  it.each([
    [['交易日期', '贷方金额', '借方金额', '对方户名', '摘要', '附言', '流水号'], { booked_on: ['交易日期'], credit: ['贷方金额'], debit: ['借方金额'], payer_name: ['对方户名'], remark: ['摘要', '附言'], reference: ['流水号'] }],
    [['Date', 'Amount', 'Payer', 'Memo'], { booked_on: ['Date'], amount: ['Amount'], payer_name: ['Payer'], remark: ['Memo'] }],
  ])('is read by its own headers %j', (headers, mapping) => {
    expect(bankMappingOf(headers)).toEqual(mapping)
    expect(missingBankFields(bankMappingOf(headers), 'bank')).toEqual([])
  })

  it('says which columns are missing', () => {
    expect(missingBankFields(bankMappingOf(['付款人', '附言']), 'bank')).toEqual(['booked_on', 'amount'])
    expect(missingBankFields(bankMappingOf(['日期', '金额']), 'agency')).toEqual(['number', 'reference'])
  })

  it('joins what several columns say', () => {
    expect(bankCells({ 摘要: '转账', 附言: ' AH-1 ' }, { remark: ['摘要', '附言'] })).toEqual({ remark: '转账 AH-1' })
  })
})

describe('a line', () => {
  it.each([
    [{ booked_on: '2026-06-10', amount: '1,234.50' }, { bookedOn: '2026-06-10', amountCents: 123_450 }],
    [{ booked_on: '20260610 09:15:00', amount: '¥500' }, { bookedOn: '2026-06-10', amountCents: 50_000 }],
    [{ booked_on: '2026年6月10日', credit: '500.00', debit: '' }, { bookedOn: '2026-06-10', amountCents: 50_000 }],
    [{ booked_on: '2026/6/10 9:05', amount: '500.00', direction: '贷' }, { amountCents: 50_000 }],
  ])('reads %j', (cells, wanted) => expect(readBankLine(cells, 2, against)).toMatchObject(wanted))

  it.each([
    [{ booked_on: '2026-06-10', amount: '-500.00' }],
    [{ booked_on: '2026-06-10', credit: '', debit: '500.00' }],
    [{ booked_on: '2026-06-10', amount: '500.00', direction: '支出' }],
  ])('passes over money that went out: %j', cells => expect(readBankLine(cells, 2, against)).toBeNull())

  it.each([
    ['bank_date_impossible', { booked_on: '2026-02-30', amount: '1' }],
    ['bank_date_impossible', { booked_on: '', amount: '1' }],
    ['bank_date_future', { booked_on: '2026-06-16', amount: '1' }],
    ['bank_amount_impossible', { booked_on: '2026-06-10', amount: '0' }],
    ['bank_amount_impossible', { booked_on: '2026-06-10', amount: '12.345' }],
    ['bank_amount_impossible', { booked_on: '2026-06-10', amount: '' }],
    ['bank_amount_impossible', { booked_on: '2026-06-10', credit: '1', debit: '1' }],
    ['bank_amount_impossible', { booked_on: '2026-06-10', amount: '99999999999.00' }],
    ['bank_direction_unknown', { booked_on: '2026-06-10', amount: '1', direction: '?' }],
    ['bank_currency_wrong', { booked_on: '2026-06-10', amount: '1', currency: 'USD' }],
  ])('is impossible: %s', (reason, cells) => expect(reasonOf(cells)).toBe(reason))

  it('keeps no card number', () => {
    const line = readBankLine({ booked_on: '2026-06-10', amount: '1', payer_account: '6222 0212 3456 7890 128', remark: '还款 4111 1111 1111 1111 谢谢' }, 2, against)
    expect(line).toMatchObject({ payerAccount: '0128', remark: '还款 ****1111 谢谢' })
  })

  it.each([
    ['还款 4111111111111111 500', '还款 ****1111 500'],
    ['20260610 4111-1111-1111-1111', '20260610 ****1111'],
    ['62220212345678901284111111111111', '62220212345678901284111111111111'],
  ])('keeps no card number beside other digits: %s', (remark, kept) => {
    expect(readBankLine({ booked_on: '2026-06-10', amount: '1', remark }, 2, against)?.remark).toBe(kept)
  })

  it.each([{ booked_on: '4111111111111111', amount: '1' }, { booked_on: '2026-06-10', amount: '4111 1111 1111 1111' }, { booked_on: '2026-06-10', amount: '1', direction: '4111111111111111' }])(
    'says what is impossible without a card number: %j',
    cells => {
      const read = () => readBankLine(cells, 2, against)
      expect(read).toThrow(DomainError)
      expect(read).toThrow(expect.objectContaining({ details: expect.objectContaining({ values: { row: 2, text: '****1111' } }) as object }) as Error)
    },
  )

  const idsOf = (lines: BankLine[], source = 'bank') => {
    const seen = new Map<string, number>()
    return lines.map(line => identityOf(line, source, seen).identity)
  }

  it('is the same line in another file, and equal lines of one file stay apart', () => {
    const line = aLine({ remark: 'x' })
    const ids = idsOf([line, { ...line, row: 3 }])
    expect(new Set(ids).size).toBe(2)
    expect(idsOf([{ ...line, row: 9 }, { ...line, row: 10 }])).toEqual(ids)
    const named = aLine({ reference: 'TX1' })
    expect(idsOf([named])).toEqual(idsOf([{ ...named, remark: 'y' }]))
  })

  it.each(['0', '000000', '-', '****1111'])('is not known by a serial number that numbers nothing: %s', reference => {
    const [one, other] = [aLine({ reference, payerName: '王小明' }), aLine({ reference, payerName: '李四' })]
    expect(new Set(idsOf([one, other, one])).size).toBe(3)
    expect(new Set(idsOf([one, one, other]))).toEqual(new Set(idsOf([one, other, one])))
  })

  it('is another line under the same number of two agencies, or over other words in one file', () => {
    const [one, other] = [aLine({ reference: '7', number: 'L-1' }), aLine({ reference: '7', number: 'L-2' })]
    expect(new Set([...idsOf([one], 'agency'), ...idsOf([other], 'agency')]).size).toBe(2)
    const seen = new Map<string, number>()
    const found = [one, other, one, other].map(line => identityOf(line, 'bank', seen))
    expect(found.map(({ isDoubtful }) => isDoubtful)).toEqual([false, true, false, true])
    expect(new Set(found.map(({ identity }) => identity)).size).toBe(2)
  })
})

describe('matching', () => {
  it('finds numbers between other writing', () => {
    expect(numbersIn({ remark: '还款ah-2026-000123张三，Ｋ－１００１', number: '' })).toEqual(['ah-2026-000123', 'AH-2026-000123', 'K-1001'])
  })

  it.each<[string, Partial<BankLine>, FoundNumber[], Candidate[], string]>([
    ['a number and the amount due', {}, [loanOf('b1')], [aCandidate()], 'sure'],
    ['a number and the name', { payerName: '王 小明', amountCents: cents(1) }, [loanOf('b1')], [aCandidate()], 'sure'],
    ['a number alone', { payerName: '李四', amountCents: cents(1) }, [loanOf('b1')], [aCandidate()], 'suggested'],
    ['numbers of two people', {}, [loanOf('b1'), loanOf('b2', 'AH-2')], [aCandidate(), aCandidate({ borrowerId: 'b2', number: 'K-2' })], 'suggested'],
    ['another person’s name and amount beside a number', { payerName: '李四' }, [loanOf('b1')], [aCandidate({ amounts: [] }), aCandidate({ borrowerId: 'b2', number: 'K-2', name: '李四' })], 'suggested'],
    ['a name and an amount', { payerName: '王小明' }, [], [aCandidate()], 'suggested'],
    ['nothing that fits', { payerName: '李四', amountCents: cents(1) }, [], [aCandidate()], 'unmatched'],
  ])('%s is %s', (_, line, numbers, candidates, outcome) => expect(matchLine(aLine(line), numbers, candidates).outcome).toBe(outcome))

  it('names the loan when one is named, else the borrower, and ranks by what speaks for each', () => {
    const other = aCandidate({ borrowerId: 'b2', number: 'K-2', name: '李四' })
    const { suggestions } = matchLine(aLine({ payerName: '王小明' }), [loanOf('b1')], [other, aCandidate()])
    expect(suggestions.map(one => [one.target.number, one.reasons])).toEqual([
      ['AH-2026-000123', ['loan_number', 'same_name', 'amount_due']],
      ['K-2', ['amount_due']],
    ])
    expect(matchLine(aLine(), [loanOf('b1'), loanOf('b1', 'AH-2')], [aCandidate()]).suggestions[0]?.target).toEqual({ kind: 'borrower', number: 'K-1001' })
  })

  it('is never sure without a number of exactly one person', () => {
    const numbers = fc.array(fc.constantFrom('b1', 'b2', 'b3').map(id => loanOf(id)), { maxLength: 3 })
    const people = fc.uniqueArray(fc.record({ borrowerId: fc.constantFrom('b1', 'b2', 'b3'), name: fc.constantFrom('王小明', '李四'), due: fc.constantFrom(50_000, 1) }), { selector: one => one.borrowerId })
    fc.assert(
      fc.property(numbers, people, fc.constantFrom('王小明', '李四', ''), (found, list, payerName) => {
        const candidates = list.map(one => aCandidate({ ...one, number: one.borrowerId, amounts: [{ cents: cents(one.due), as: 'amount_due' }] }))
        const match = matchLine(aLine({ payerName }), found, candidates)
        if (match.outcome === 'sure') expect(new Set(found.map(one => one.borrowerId))).toEqual(new Set([match.suggestions[0]?.borrowerId]))
      }),
    )
  })
})
