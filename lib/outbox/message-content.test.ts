import { describe, expect, it } from 'vitest'
import { evaluate } from '../guard/evaluate'
import { GuardRequest } from '../guard/request'
import { rulesOfPacks, shippedPacks } from '../guard/shipped-packs'
import { shippedTemplate, shippedTemplates } from './default-templates'
import { contentOf } from './message-content'
import { render, type Channel } from './render'
import type { Template, TemplateCode } from './template'

const values = {
  name: '王*明',
  lender: 'Anhe',
  hotline: '400-000-0001',
  agency: 'Hetai',
  portalUrl: 'https://leeway.example/portal/anhe',
  trustCode: '7K3M-9QXA',
  optOutUrl: 'https://leeway.example/stop/7K3M-9QXA',
  code: '123456',
  contract: 'AH-2025-0001',
  amount: '¥1,000.00',
  days: '3',
  date: '2026-06-12',
  until: '2026-06-22',
  reportOn: '2026-06-23',
  reference: 'H-1',
  person: 'L',
  number: '3',
  reason: 'x',
}
const locales = ['en', 'zh-CN'] as const
const written = ({ channel, subject, body }: Template, locale: (typeof locales)[number], given: Record<string, string> = values) =>
  contentOf({ subject: render(subject[locale], given, locale, channel), body: render(body[locale], given, locale, channel) }, ['安和', 'Anhe'])
const packs = shippedPacks.map(pack => pack.code)

function objections(template: Template, locale: (typeof locales)[number], given = packs): string[] {
  const request = GuardRequest.parse({
    packs: given,
    at: '2026-06-15T12:00:00+08:00',
    recipientTimeZone: 'Asia/Shanghai',
    action: { kind: template.channel, purpose: template.purpose, content: written(template, locale) },
  })
  return evaluate(rulesOfPacks(given).rules, request).reasons.filter(reason => reason.severity !== 'advice').map(reason => `${reason.rule}: ${JSON.stringify(reason.values)}`)
}

describe('the wordings that ship', () => {
  const cases = shippedTemplates.flatMap(template => locales.map(locale => [template.code, template.channel, locale, template] as const))

  it.each(cases.filter(([, channel]) => channel !== 'letter'))('%s by %s in %s says nothing that a rule of any pack objects to', (_code, _channel, locale, template) => {
    expect(objections(template, locale)).toEqual([])
  })

  it.each(cases.filter(([, channel]) => channel === 'letter'))('%s by %s in %s satisfies the packs of the lenders that use it', (_code, _channel, locale, template) => {
    expect(objections(template, locale, ['cn-gbt-45251-2025', 'cn-cba-2026', 'cn-consumer-finance-2024', 'us-reg-f'])).toEqual([])
  })
})

describe('the parts of a message', () => {
  const partsOf = (code: TemplateCode, channel: Channel, locale: (typeof locales)[number], given: Record<string, string> = values) => {
    const template = shippedTemplate(code, channel)
    return template ? (written(template, locale, given).fields ?? []) : []
  }
  const without = (...names: string[]) => Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))

  it.each(locales)('are missing where the value was not known, in %s', locale => {
    const all = partsOf('overdue_notice', 'sms', locale)
    expect(all).toEqual(expect.arrayContaining(['institution', 'borrower', 'contract_number', 'amount_due', 'days_past_due', 'due_date', 'pay_by', 'how_to_pay', 'hotline', 'opt_out']))
    for (const [name, part] of [['contract', 'contract_number'], ['days', 'days_past_due'], ['date', 'due_date'], ['until', 'pay_by']] as const) {
      expect(all.filter(one => !partsOf('overdue_notice', 'sms', locale, without(name)).includes(one)), name).toEqual([part])
    }
  })

  it.each(locales)('are the same by e-mail, in %s', locale => {
    const sms = partsOf('overdue_notice', 'sms', locale)
    expect(partsOf('overdue_notice', 'email', locale)).toEqual(expect.arrayContaining(sms))
  })

  it('are not invented: a receipt names no debt', () => {
    expect(partsOf('payment_received', 'sms', 'zh-CN')).not.toEqual(expect.arrayContaining(['days_past_due']))
    expect(partsOf('payment_received', 'sms', 'en')).not.toEqual(expect.arrayContaining(['pay_by']))
    expect(contentOf({ subject: '', body: 'Hello' }, ['Anhe'])).toEqual({ text: 'Hello', fields: [], audience: 'private' })
  })
})
