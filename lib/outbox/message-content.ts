import type { Content } from '../guard/action'
import { optOutWords } from '../guard/reading'

type Text = { subject: string; body: string }

const day = String.raw`(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})`
const money = /[¥￥$£€]\s?\d|\d\s?元|\b(?:CNY|USD|GBP)\s?\d/
const link = /https?:\/\/\S/
const number = /(?:客服|热线|电话|致电|hotline|call|phone)\D{0,8}\+?\d[\d -]{3,}/i

/** By the names that rule packs use for the parts of a text. What cannot be told by its form is not on the list and counts as missing. */
const parts: Record<string, (text: string) => boolean> = {
  borrower: text => /尊敬的[^：:，,\s]|\bDear \S/.test(text),
  contract_number: text => /(?:合同|借据|contract|agreement)[^\n。.;；，]{0,14}?[A-Z0-9][A-Z0-9-]{2,}/i.test(text),
  amount_due: text => money.test(text),
  balance_owed: text => money.test(text),
  days_past_due: text => /逾期(?:天数)?[:：]?\s?\d+|\d+\s+days?\s+(?:ago|past due|overdue|late)|days past due:?\s*\d+/i.test(text),
  due_date: text => new RegExp(`(?:到期|due)[^\\n。]{0,24}${day}|${day}[^\\n。]{0,4}到期`, 'i').test(text),
  pay_by: text => new RegExp(`(?:请[在于]|前还款[:：]|pay by:?|pay before)\\s?${day}`, 'i').test(text),
  how_to_pay: text => link.test(text) && /还款|支付|\bpay\b/i.test(text),
  account_status_and_how_to_pay: text => link.test(text) && /还款|支付|\bpay\b/i.test(text),
  hotline: text => number.test(text),
  issuer_contact: text => number.test(text),
  reason_and_rules: text => /事由|依据|\bunder (?:the|your) (?:contract|agreement)\b/i.test(text),
  rights_and_duties: text => /权利[^。\n]{0,6}义务|\brights and (?:duties|obligations)\b/i.test(text),
  how_to_object: text => /金额不对|有误|异议|\bthis is wrong\b|\bdispute\b|\bobject\b/i.test(text),
  seal: text => /公章|盖章|印章|\bseal\b/i.test(text),
  private_and_confidential: text => /私人机密|亲启|\bprivate (?:and|&) confidential\b/i.test(text),
  opt_out: text => optOutWords.test(text),
}

/** One of our own messages as the guard reads it: its words, and the parts that they carry. `names` are the lender's, in every language. */
export function contentOf({ subject, body }: Text, names: readonly string[]): Content {
  const text = subject ? `${subject}\n${body}` : body
  const fields = Object.entries(parts).flatMap(([field, isIn]) => (isIn(text) ? [field] : []))
  return { text, fields: names.some(name => text.includes(name)) ? ['institution', ...fields] : fields, audience: 'private' }
}
