import { describe, expect, it } from 'vitest'
import { shippedTemplate, shippedTemplates } from './default-templates'
import { lintTemplate } from './lint'
import { render } from './render'
import { templateCodes, type Template } from './template'
import { readTrustCode, trustCodeFrom } from './trust-code'

const sms = (en: string, zhCn = en, purpose: Template['purpose'] = 'service'): Template => ({
  code: 'plan_offer',
  channel: 'sms',
  purpose,
  subject: { en: '', 'zh-CN': '' },
  body: { en: `{lender} {trustCode} ${en}`, 'zh-CN': `{lender} {trustCode} ${zhCn}` },
})
const rules = (template: Template) => [...new Set(lintTemplate(template).map(finding => finding.rule))].sort()

describe('shipped templates', () => {
  it('has each code as a text message and with more room', () => {
    for (const code of templateCodes)
      for (const channel of ['sms', 'email', 'app_message'] as const) expect(shippedTemplate(code, channel)).not.toBeNull()
  })

  it.each(shippedTemplates.map(template => [`${template.code} ${template.channel}`, template] as const))(
    '%s is clean',
    (_, template) => expect(lintTemplate(template)).toEqual([]),
  )

  it.each(shippedTemplates.map(template => [`${template.code} ${template.channel}`, template] as const))('%s says how to opt out where the law asks for it', (_, template) => {
    const isAsked = (template.channel === 'sms' || template.channel === 'email') && !['security_code', 'reply'].includes(template.purpose)
    for (const body of Object.values(template.body)) expect(/(opt out|退订).*\{optOutUrl\}/is.test(body)).toBe(isAsked)
  })

  it.each(shippedTemplates.map(template => [`${template.code} ${template.channel}`, template] as const))(
    '%s reads well without its optional values',
    (_, template) => {
      const values = {
        name: 'N',
        lender: 'L',
        hotline: 'H',
        portalUrl: 'https://p',
        trustCode: 'C',
        code: '123456',
        amount: '¥1.00',
        optOutUrl: 'https://s',
        agency: 'A',
        ...(template.code.startsWith('credit_notice') ? { contract: 'K', reportOn: '2026-06-23' } : {}),
      }
      for (const locale of ['en', 'zh-CN'] as const) {
        const text = render(template.body[locale], values, locale, template.channel)
        expect(text).not.toMatch(/[{}]|\[\[|\]\]| {2}|，，|。。|： ：|\n\n\n/)
      }
    },
  )
})

describe('lintTemplate', () => {
  it.each([
    ['threat', sms('we will sue you', '我们将起诉您')],
    ['threat', sms('ok', '我们会联系您的家人')],
    ['shouting', sms('PLEASE answer', '请回复')],
    ['shouting', sms('answer', '请回复！')],
    ['debt_in_plain_sms', sms('you are overdue', '您已逾期')],
    ['unknown_placeholder', sms('{phone}')],
    ['placeholders_differ', sms('{date}', '好')],
    ['missing_content', sms('{amount}', '{amount}', 'collection')],
    ['missing_opt_out', sms('your plan', '您的计划')],
    ['missing_opt_out', sms('Opt out on our page', '可在网页退订')],
    ['missing_opt_out', sms('More: {optOutUrl}', '详情：{optOutUrl}')],
    ['too_long', sms('x'.repeat(400))],
    ['debt_in_subject', { ...sms('x'), channel: 'email' as const, subject: { en: 'You owe {amount}', 'zh-CN': '欠款{amount}' } }],
    ['missing_origin', { ...sms('x'), body: { en: 'x', 'zh-CN': 'x' } }],
    ['empty', { ...sms('x'), body: { en: '', 'zh-CN': '' } }],
  ] as const)('finds %s', (rule, template) => expect(rules(template)).toContain(rule))
})

describe('trust codes', () => {
  it('reads back what it writes, forgiving look-alikes', () => {
    const code = trustCodeFrom(Uint8Array.from([0, 1, 20, 31, 8, 9, 10, 11]))
    expect(readTrustCode(` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(code)
    expect(readTrustCode('１２３４ 5678')).toBe('1234-5678')
  })
  it.each(['', 'ABC', 'UUUU-UUUU', "' or 1=1"])('refuses %j', text => expect(readTrustCode(text)).toBeNull())
})
