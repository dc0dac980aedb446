import { plainHeader } from '@/lib/imports/columns'

export const BANK_FIELDS = ['booked_on', 'amount', 'credit', 'debit', 'direction', 'payer_name', 'payer_account', 'remark', 'reference', 'currency', 'number'] as const
export type BankField = (typeof BANK_FIELDS)[number]
/** Field → the file's own headers; only `remark` gathers more than one. */
export type BankMapping = Partial<Record<BankField, string[]>>

const names: Record<BankField, readonly string[]> = {
  booked_on: ['date', 'booking date', 'value date', 'transaction date', 'payment date', '日期', '交易日期', '记账日期', '入账日期', '交易时间', '记账时间', '还款日期', '收款日期'],
  amount: ['transaction amount', '金额', '交易金额', '发生额', '还款金额', '收款金额'],
  credit: ['credit amount', 'money in', 'paid in', '贷方', '贷方金额', '贷方发生额', '收入', '收入金额', '转入金额'],
  debit: ['debit amount', 'money out', 'paid out', '借方', '借方金额', '借方发生额', '支出', '支出金额', '转出金额'],
  direction: ['dc', 'debit/credit', 'type', '借贷标志', '借贷', '收支', '收支标志', '收支类型', '借贷方向'],
  payer_name: ['payer', 'name', 'counterparty', 'counterparty name', '对方户名', '对方名称', '付款人', '付款方', '付款人名称', '付款方户名', '付款人户名', '对方单位名称', '户名', '姓名'],
  payer_account: ['account', 'counterparty account', '对方账号', '对方帐号', '付款账号', '付款人账号', '付款方账号'],
  remark: ['memo', 'narrative', 'description', 'details', 'purpose', '摘要', '附言', '用途', '备注', '交易附言', '交易备注', '说明'],
  reference: ['bank reference', 'transaction id', 'serial', 'agency reference', '流水号', '交易流水号', '交易流水', '银行流水号', '凭证号', '业务编号', '机构流水号'],
  currency: ['ccy', '币种', '货币'],
  number: ['loan number', 'contract number', 'contract no', '合同号', '合同编号', '借据号', '贷款编号'],
}

/** Which column is which, by the headers alone; each header serves one field. */
export function bankMappingOf(headers: readonly string[]): BankMapping {
  const mapping: BankMapping = {}
  const free = new Map(headers.filter(Boolean).map(header => [plainHeader(header), header]))
  for (const field of BANK_FIELDS) {
    for (const name of [field, ...names[field]].map(plainHeader)) {
      const header = free.get(name)
      if (header === undefined || (mapping[field] && field !== 'remark')) continue
      mapping[field] = [...(mapping[field] ?? []), header]
      free.delete(name)
    }
  }
  return mapping
}

/** What no column of the file serves: a day, an amount, and in a remittance file whose loan it is. */
export function missingBankFields(mapping: BankMapping, source: 'bank' | 'agency'): BankField[] {
  const missing: BankField[] = []
  if (!mapping.booked_on) missing.push('booked_on')
  if (!mapping.amount && !mapping.credit) missing.push('amount')
  if (source === 'agency' && !mapping.number) missing.push('number')
  if (source === 'agency' && !mapping.reference) missing.push('reference')
  return missing
}

export const bankCells = (raw: Record<string, string>, mapping: BankMapping): Partial<Record<BankField, string>> =>
  Object.fromEntries(
    BANK_FIELDS.flatMap(field => {
      const headers = mapping[field]
      return headers ? [[field, headers.map(header => (raw[header] ?? '').trim()).filter(Boolean).join(' ')]] : []
    }),
  )
