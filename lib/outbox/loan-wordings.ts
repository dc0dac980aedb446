import type { TemplateCode, Wording } from './template'

/** What is owed: line by line in a letter, in a sentence in a text message. */
const owed = {
  en: `[[Contract: {contract}
]]Amount due: {amount}
[[Due date: {date}
]][[Days past due: {days}
]][[Please pay by: {until}
]]
`,
  'zh-CN': `[[合同编号：{contract}
]]应还金额：{amount}
[[到期日：{date}
]][[逾期天数：{days}天
]][[请于此日前还款：{until}
]]
`,
}
const owedShort = {
  en: '[[contract {contract}: ]]{amount} was due[[ on {date}]][[, {days} days ago]].[[ Please pay by {until}.]]',
  'zh-CN': '您的借款[[（合同编号{contract}）]][[于{date}到期]]，应还{amount}[[，已逾期{days}天]]。[[请于{until}前还款。]]',
}
const ending = {
  en: `Hotline {hotline}. Check code {trustCode}.
{lender}`,
  'zh-CN': `客服{hotline}。核验码{trustCode}。
{lender}`,
}

/** Reminders and receipts. Required: what stands outside `[[ ]]`; what a text message on a debt says follows rules.md 6. */
export const loanWordings = {
  overdue_notice: {
    purpose: 'collection',
    byPost: true,
    sms: {
      en: `{lender}: Dear {name}, ${owedShort.en} Pay, or tell us if you cannot: {portalUrl}. Hotline {hotline}. Check code {trustCode}`,
      'zh-CN':
        `【{lender}】尊敬的{name}：${owedShort['zh-CN']}还款或说明困难：{portalUrl}。客服{hotline}。核验码{trustCode}`,
    },
    subject: { en: 'About your account with {lender}', 'zh-CN': '关于您在{lender}的账户' },
    long: {
      en: `Dear {name},

${owed.en}You can pay, see how the amount came about, or tell us that you cannot pay at:
{portalUrl}

If something has changed in your life, you can ask for more time or smaller amounts there. It takes about three minutes, and we stop calling while we look at it.

Common questions
- Is the amount wrong? Choose "This is wrong" on that page; we check it.
- Would you rather talk? Call {hotline}.
- Is this message really from us? Enter the check code {trustCode} on our page.

{lender}`,
      'zh-CN': `尊敬的{name}：

${owed['zh-CN']}您可以在以下网页还款、查看金额如何得出，或告诉我们您目前无力偿还：
{portalUrl}

如果您的情况有变化，可以在那里申请延期或分期，约三分钟即可完成；审核期间我们会暂停催收联系。

常见问题
- 金额有误？请在网页选择“金额不对”，我们会核查。
- 想直接沟通？请致电{hotline}。
- 怀疑信息真伪？请在我们的网页输入核验码{trustCode}。

{lender}`,
    },
  },
  pre_due_reminder: {
    purpose: 'service',
    sms: {
      en: '{lender}: Dear {name}, your next payment[[ of {amount}]] is due[[ on {date}]]. Details: {portalUrl}. Hotline {hotline}. Check code {trustCode}',
      'zh-CN':
        '【{lender}】尊敬的{name}：您的下一期还款[[{amount}]][[将于{date}到期]]。详情：{portalUrl}。客服{hotline}。核验码{trustCode}',
    },
    subject: { en: 'A reminder from {lender}', 'zh-CN': '{lender}温馨提醒' },
    long: {
      en: `Dear {name},

Your next payment[[ of {amount}]] is due[[ on {date}]][[ (contract {contract})]].
If it will be difficult, tell us before then: {portalUrl}

${ending.en}`,
      'zh-CN': `尊敬的{name}：

您的下一期还款[[{amount}]][[将于{date}到期]][[（合同编号{contract}）]]。
如有困难，请提前告诉我们：{portalUrl}

${ending['zh-CN']}`,
    },
  },
  payment_link: {
    purpose: 'collection',
    sms: {
      en: `{lender}: Dear {name}, ${owedShort.en} Sign in and pay online, or tell us if you cannot: {portalUrl}. Hotline {hotline}. Check code {trustCode}`,
      'zh-CN':
        `【{lender}】尊敬的{name}：${owedShort['zh-CN']}登录后可在线还款或说明困难：{portalUrl}。客服{hotline}。核验码{trustCode}`,
    },
    subject: { en: 'Paying online at {lender}', 'zh-CN': '{lender}在线还款' },
    long: {
      en: `Dear {name},

${owed.en}Sign in and pay online, all of it or a part, at:
{portalUrl}

We never ask for a card number or a password. If you cannot pay, tell us there; it takes about three minutes.
Is the amount wrong? Choose "This is wrong" on that site; we check it.

Hotline {hotline}. Is this message really from us? Enter the check code {trustCode} on our page.
{lender}`,
      'zh-CN': `尊敬的{name}：

${owed['zh-CN']}登录以下网页即可在线还款，全部或部分均可：
{portalUrl}

我们不会索要银行卡号或密码。如无力偿还，请在网页告诉我们，约三分钟即可完成。
金额有误？请在网页选择“金额不对”，我们会核查。

客服{hotline}。怀疑信息真伪？请在我们的网页输入核验码{trustCode}。
{lender}`,
    },
  },
  sign_in_code: {
    purpose: 'security_code',
    sms: {
      en: '{lender}: your code is {code}. It is valid for 5 minutes. We never ask for it by phone. Check code {trustCode}',
      'zh-CN': '【{lender}】您的验证码是{code}，5分钟内有效。我们不会来电索要验证码。核验码{trustCode}',
    },
    subject: { en: 'Your code for {lender}', 'zh-CN': '{lender}验证码' },
    long: {
      en: 'Your code is {code}. It is valid for 5 minutes. We never ask for it by phone. Check code {trustCode}. {lender}',
      'zh-CN': '您的验证码是{code}，5分钟内有效。我们不会来电索要验证码。核验码{trustCode}。{lender}',
    },
  },
  payment_received: {
    purpose: 'service',
    sms: {
      en: '{lender}: Dear {name}, we received your payment of {amount}[[ on {date}]]. Thank you. Details: {portalUrl}. Check code {trustCode}',
      'zh-CN': '【{lender}】尊敬的{name}：我们[[于{date}]]收到您的还款{amount}，谢谢。详情：{portalUrl}。核验码{trustCode}',
    },
    subject: { en: 'Receipt from {lender}', 'zh-CN': '{lender}收款回执' },
    long: {
      en: `Dear {name},

We received your payment of {amount}[[ on {date}]][[ (reference {reference})]]. Thank you.
What it was used for: {portalUrl}

${ending.en}`,
      'zh-CN': `尊敬的{name}：

我们[[于{date}]]收到您的还款{amount}[[（参考号{reference}）]]，谢谢。
款项用途明细：{portalUrl}

${ending['zh-CN']}`,
    },
  },
  payment_reversed: {
    purpose: 'service',
    sms: {
      en: '{lender}: Dear {name}, a payment of {amount}[[ of {date}]] was returned and no longer counts. Please look at {portalUrl} or call {hotline}. Check code {trustCode}',
      'zh-CN':
        '【{lender}】尊敬的{name}：一笔[[{date}的]]{amount}还款已被退回，不再计入。详情：{portalUrl}，客服{hotline}。核验码{trustCode}',
    },
    subject: { en: 'A change to your payments at {lender}', 'zh-CN': '{lender}还款记录变动' },
    long: {
      en: `Dear {name},

A payment of {amount}[[ of {date}]] was returned and no longer counts.[[ Reason: {reason}.]]
Your figures, line by line: {portalUrl}

If you think this is wrong, tell us there or call {hotline}. Check code {trustCode}.
{lender}`,
      'zh-CN': `尊敬的{name}：

一笔[[{date}的]]{amount}还款已被退回，不再计入。[[原因：{reason}。]]
逐笔明细：{portalUrl}

如有异议，请在该网页告诉我们，或致电{hotline}。核验码{trustCode}。
{lender}`,
    },
  },
  promise_confirmation: {
    purpose: 'service',
    sms: {
      en: '{lender}: Dear {name}, thank you. You told us you will pay {amount}[[ by {date}]]. Until then we do not call about it. Something changed? {portalUrl}. Check code {trustCode}',
      'zh-CN':
        '【{lender}】尊敬的{name}：谢谢。您告知[[将于{date}前]]还款{amount}，在此之前我们不会就此致电。如有变化：{portalUrl}。核验码{trustCode}',
    },
    subject: { en: 'What we agreed with {lender}', 'zh-CN': '您与{lender}的约定' },
    long: {
      en: `Dear {name},

Thank you. You told us you will pay {amount}[[ by {date}]]. Until then we do not call about it.
This is a note of what you said; it changes nothing in your contract. If something changes, tell us: {portalUrl}

${ending.en}`,
      'zh-CN': `尊敬的{name}：

谢谢。您告知[[将于{date}前]]还款{amount}，在此之前我们不会就此致电。
本信息仅记录您的告知，不改变您的合同。如有变化，请告诉我们：{portalUrl}

${ending['zh-CN']}`,
    },
  },
} satisfies Partial<Record<TemplateCode, Wording>>
