import { optOutWords } from '../guard/reading'
import { needsOptOut } from './opt-out'
import { unknownPlaceholders } from './render'
import type { Template } from './template'

export type Finding = { rule: LintRule; locale: 'en' | 'zh-CN'; words?: string }
export type LintRule =
  | 'unknown_placeholder'
  | 'debt_in_subject'
  | 'debt_in_plain_sms'
  | 'threat'
  | 'shouting'
  | 'missing_origin'
  | 'missing_content'
  | 'missing_opt_out'
  | 'placeholders_differ'
  | 'too_long'
  | 'empty'

/** Invented consequences, pressure and third persons: GB/T 45251-2025 5.3; Reg F §1006.18, .22. */
const threats =
  /\b(lawsuit|sue|court|police|arrest|jail|prison|blacklist|criminal|enforce\w*|seiz\w*|garnish\w*|immediately|final (warning|notice|demand)|last chance|your (family|employer|boss|neighbou?rs)|visit your)\b|起诉|法院|报警|警方|公安|坐牢|拘留|刑事|诈骗|黑名单|失信|曝光|强制执行|查封|冻结|最后通牒|最后警告|后果自负|立即还款|马上还款|家人|亲友|单位领导|居委会|上门/giu
const debtWords = /\b(overdue|past due|debt|owe[sd]?|arrears|collection|unpaid)\b|逾期|欠款|欠债|催收|债务|未还/giu
const debtValues = /\{(amount|days|contract|number)\}/g
const shouting = /\b[A-Z]{4,}\b|[!！]/g
const SMS_LIMIT = 320

/** Everything wrong with a template at once; an empty list may be saved. Lock screens show subjects, so they carry no debt fact. */
export function lintTemplate(template: Template): Finding[] {
  const found: Finding[] = []
  for (const locale of ['en', 'zh-CN'] as const) {
    const subject = template.subject[locale]
    const body = template.body[locale]
    const add = (rule: LintRule, words: readonly string[]) =>
      words.length > 0 && found.push({ rule, locale, words: [...new Set(words)].join(', ') })
    const bare = (text: string) => text.replace(/\{[^{}]*\}/g, ' ')
    if (!body.trim() || (template.channel !== 'sms' && !subject.trim())) found.push({ rule: 'empty', locale })
    add('unknown_placeholder', unknownPlaceholders(subject + body))
    add('debt_in_subject', [...(bare(subject).match(debtWords) ?? []), ...(subject.match(debtValues) ?? [])])
    add('threat', bare(`${subject} ${body}`).match(threats) ?? [])
    add('shouting', bare(`${subject} ${body}`).match(shouting) ?? [])
    if (!/\{lender\}/.test(body) || !/\{trustCode\}/.test(body)) found.push({ rule: 'missing_origin', locale })
    if (template.purpose === 'collection')
      add(
        'missing_content',
        ['{name}', '{amount}', '{hotline}', '{portalUrl}'].filter(slot => !body.includes(slot)),
      )
    else if (template.channel === 'sms') add('debt_in_plain_sms', bare(body).match(debtWords) ?? [])
    if (needsOptOut(template.channel, template.purpose) && !(body.includes('{optOutUrl}') && optOutWords.test(bare(body)))) found.push({ rule: 'missing_opt_out', locale })
    if (template.channel === 'sms' && bare(body).length > SMS_LIMIT) found.push({ rule: 'too_long', locale })
  }
  if (slots(template, 'en') !== slots(template, 'zh-CN')) found.push({ rule: 'placeholders_differ', locale: 'en' })
  return found
}

const slots = (template: Template, locale: 'en' | 'zh-CN') =>
  [...new Set(`${template.subject[locale]}${template.body[locale]}`.match(/\{[^{}]*\}/g) ?? [])].sort().join()
