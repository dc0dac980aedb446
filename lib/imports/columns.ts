import { createHash } from 'node:crypto'

/** Columns of Leeway's own loan file; docs/loan-file.md explains each. */
export const FIELDS = [
  'contract_number',
  'borrower_number',
  'name',
  'phone',
  'email',
  'address',
  'id_number',
  'language',
  'time_zone',
  'product',
  'amount',
  'annual_rate',
  'term',
  'method',
  'frequency',
  'day_count',
  'disbursed_on',
  'first_due_on',
  'instalment',
  'paid_principal',
  'paid_interest',
  'status',
] as const
export type Field = (typeof FIELDS)[number]

export const REQUIRED: readonly Field[] = ['contract_number', 'borrower_number', 'name', 'amount', 'annual_rate', 'term', 'disbursed_on', 'first_due_on']
/** Never shown in clear, never named in a reason. */
export const PRIVATE: readonly Field[] = ['phone', 'email', 'address', 'id_number']

/** Field → the file's own header. */
export type Mapping = Partial<Record<Field, string>>

const synonyms: Partial<Record<Field, readonly string[]>> = {
  contract_number: ['contract', 'contract no', 'loan number', 'loan id', '合同号', '合同编号', '借据号', '借据编号'],
  borrower_number: ['customer number', 'customer id', 'client id', '客户号', '客户编号', '借款人编号'],
  name: ['borrower', 'customer name', 'full name', '姓名', '客户姓名', '借款人'],
  phone: ['mobile', 'telephone', 'phone number', '手机', '手机号', '电话', '联系电话'],
  email: ['e-mail', 'mail', '邮箱', '电子邮箱'],
  address: ['home address', '地址', '住址', '联系地址'],
  id_number: ['id', 'identity number', '身份证', '身份证号', '证件号码'],
  language: ['locale', '语言'],
  time_zone: ['zone', '时区'],
  product: ['loan type', '产品', '产品名称'],
  amount: ['loan amount', 'principal', '金额', '借款金额', '贷款金额', '本金'],
  annual_rate: ['rate', 'interest rate', '年利率', '利率'],
  term: ['instalments', 'installments', 'months', '期数', '期限'],
  method: ['repayment method', '还款方式'],
  frequency: ['repayment frequency', 'payment frequency', '还款频率', '还款周期'],
  day_count: ['day count', 'day count basis', 'interest basis', '计息方式', '计息基准', '计息基础'],
  disbursed_on: ['disbursement date', 'loan date', 'start date', '放款日', '放款日期', '借款日期'],
  first_due_on: ['first due date', 'first payment date', '首期还款日', '首次还款日'],
  instalment: ['installment', 'monthly payment', '每期还款额', '月供'],
  paid_principal: ['principal paid', '已还本金'],
  paid_interest: ['interest paid', '已还利息'],
  status: ['loan status', '状态', '借款状态'],
}

export const plainHeader = (header: string) => header.normalize('NFKC').toLowerCase().replace(/[\s_\-()（）]+/g, ' ').trim()

/** The mapping that the headers themselves suggest; each header serves one field. */
export function guessMapping(headers: readonly string[]): Mapping {
  const mapping: Mapping = {}
  const free = new Map(headers.map(header => [plainHeader(header), header]))
  for (const field of FIELDS) {
    for (const name of [field, ...(synonyms[field] ?? [])].map(plainHeader)) {
      const header = free.get(name)
      if (header === undefined) continue
      mapping[field] = header
      free.delete(name)
      break
    }
  }
  return mapping
}

/** Required fields that no column of the file serves. */
export const missingFields = (mapping: Mapping): Field[] => REQUIRED.filter(field => !mapping[field])

/** A mapping as stored or sent by a form: unknown fields, unknown headers and empty choices are left out. */
export function readMapping(given: Record<string, unknown>, headers: readonly string[]): Mapping {
  const known = FIELDS.flatMap(field => {
    const header = given[field]
    return typeof header === 'string' && headers.includes(header) ? [[field, header] as const] : []
  })
  return Object.fromEntries(known)
}

/** Two files with the same headers in the same order share a remembered mapping. */
export const headerHash = (headers: readonly string[]): string => createHash('sha256').update(headers.map(plainHeader).join('\u0000')).digest('hex')

/** One record of the file as our own fields. */
export const applyMapping = (raw: Record<string, string>, mapping: Mapping): Partial<Record<Field, string>> =>
  Object.fromEntries(FIELDS.flatMap(field => (mapping[field] === undefined ? [] : [[field, (raw[mapping[field]] ?? '').trim()]])))
