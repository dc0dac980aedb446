import type { Locale } from '@/lib/context'
import { formatMoney, type Currency } from '@/lib/money'

export type SandboxCheckout = {
  id: string
  link: string
  amountCents: number
  currency: Currency
  payee: { slug: string; name: string; timeZone: string }
  description: string
  locale: Locale
  returnUrl: string
  webhookUrl: string
  expiresAt: Date
  state: 'open' | 'paid' | 'declined' | 'expired'
}

/** The outside world's own words, apart from the app's. */
const words = {
  en: {
    title: 'Payment sandbox',
    note: 'This page stands in for a payment provider. No money moves, and no card or account number is asked for.',
    payee: 'Pay to',
    reference: 'Reference',
    pay: 'Pay',
    decline: 'Decline',
    back: 'Go back without paying',
    return: 'Go back',
    paid: 'This payment has been made.',
    declined: 'This payment was declined. Nothing was charged.',
    expired: 'The time for this payment has run out. Nothing was charged.',
    unknown: 'This payment is not known here.',
    secrets: 'Webhook secrets',
    secretsText: 'A lender whose secret was changed in Leeway gives the new one here, as one would on a provider’s site.',
    lender: 'Lender (as in its portal’s address)',
    secret: 'Secret (whsec_…)',
    save: 'Save',
  },
  'zh-CN': {
    title: '支付沙箱',
    note: '本页面模拟支付机构的收银台。不会发生真实资金划转，也不会要求填写银行卡号或账号。',
    payee: '收款方',
    reference: '还款编号',
    pay: '确认支付',
    decline: '模拟支付失败',
    back: '暂不支付，返回',
    return: '返回',
    paid: '该笔付款已完成。',
    declined: '该笔付款未成功，没有扣款。',
    expired: '付款时间已过，没有扣款。',
    unknown: '没有找到该笔付款。',
    secrets: '回调密钥',
    secretsText: '机构在系统中更换回调密钥后，请在此填写新密钥，如同在支付机构后台操作。',
    lender: '机构（门户地址中的名称）',
    secret: '密钥（whsec_…）',
    save: '保存',
  },
} as const

const escape = (text: string) => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

const style =
  'body{font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0;background:#f4f5f6;color:#1b1f23}main{max-width:28rem;margin:0 auto;padding:2rem 1.25rem}' +
  'h1{font-size:1.4rem;margin:0 0 1rem}.amount{font-size:2rem;font-weight:600;font-variant-numeric:tabular-nums}dt{color:#59636e}dd{margin:0 0 .75rem}button,.button{display:block;width:100%;box-sizing:border-box;' +
  'min-height:48px;margin:.75rem 0;border:1px solid #8c959f;border-radius:8px;background:#fff;color:inherit;font:inherit;text-align:center;line-height:46px;text-decoration:none;cursor:pointer}' +
  'button.first{background:#0b5563;border-color:#0b5563;color:#fff}input{display:block;width:100%;box-sizing:border-box;min-height:44px;font:inherit;margin:.25rem 0 1rem}p{margin:0 0 1rem}.note{color:#59636e}'

const page = (locale: Locale, body: string) =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${words[locale].title}</title><style>${style}</style></head><body><main><h1>${words[locale].title}</h1>${body}</main></body></html>`

/** The provider's page: amount, payee, reference and three ways on; no field at all. */
export function checkoutPage(checkout: SandboxCheckout): string {
  const t = words[checkout.locale]
  const button = (value: string, label: string, look = '') => `<button name="do" value="${value}"${look}>${label}</button>`
  const open = `<form method="post">${button('pay', t.pay, ' class="first"')}${button('decline', t.decline)}${button('back', t.back)}</form>`
  const over = checkout.state === 'open' ? '' : `<p role="status">${t[checkout.state]}</p><a class="button" href="${escape(checkout.returnUrl)}">${t.return}</a>`
  const facts = `<dl><dt>${t.payee}</dt><dd>${escape(checkout.payee.name)}</dd><dt>${t.reference}</dt><dd>${escape(checkout.description)}</dd></dl>`
  return page(checkout.locale, `<p class="amount">${escape(formatMoney(checkout.amountCents, checkout.currency, checkout.locale))}</p>${facts}${checkout.state === 'open' ? open : over}<p class="note">${t.note}</p>`)
}

export const unknownPage = (locale: Locale): string => page(locale, `<p>${words[locale].unknown}</p>`)

export function secretsPage(locale: Locale): string {
  const t = words[locale]
  return page(
    locale,
    `<h2>${t.secrets}</h2><p>${t.secretsText}</p><form method="post" action="/secrets"><label>${t.lender}<input name="lender" required autocomplete="off"></label><label>${t.secret}<input name="secret" required autocomplete="off"></label><button class="first">${t.save}</button></form><p class="note">${t.note}</p>`,
  )
}
