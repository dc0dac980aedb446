import { letter, text } from './phrasing'
import type { TemplateCode, Wording } from './template'

/** What is said while a signed plan runs, beside reminders: a date changed, a question before a date, a plan that goes on, relief that ends. */
export const guardianWordings = {
  plan_changed: {
    purpose: 'reply',
    sms: text(
      'the date is changed[[: {amount} by {date}]][[, then {number} by {until}]]. Your plan and all dates: {portalUrl}.',
      '还款日期已调整[[：{date}前还款{amount}]][[，{until}前还款{number}]]。计划与全部日期：{portalUrl}。',
    ),
    subject: { en: 'Your plan with {lender}: a date is changed', 'zh-CN': '{lender}：还款日期已调整' },
    long: letter(
      `The date is changed as asked[[: {amount} by {date}]][[, then {number} by {until}]].
The agreement you signed stays as it is; this message records the change. All dates: {portalUrl}`,
      `已按申请调整还款日期[[：{date}前还款{amount}]][[，{until}前还款{number}]]。
您签署的协议不变，本通知为该次调整的记录。全部日期：{portalUrl}`,
    ),
  },
  plan_check_in: {
    purpose: 'plan_reminder',
    sms: text(
      'your next instalment[[, {amount},]] comes[[ on {date}]]. Will this work? You can say yes, move or split the date, or tell us what has changed: {portalUrl}.',
      '您的下一期还款[[{amount}]][[将于{date}到期]]。届时能按计划还款吗？您可以确认、改期、拆分，或告诉我们情况有变：{portalUrl}。',
    ),
    subject: { en: 'Will the next date work? {lender}', 'zh-CN': '{lender}：下一期能按计划进行吗' },
    long: letter(
      `Your next instalment[[, {amount},]] comes[[ on {date}]]. Will this work?
You can say yes, move the date, split it in two, or tell us what has changed. It takes a minute: {portalUrl}`,
      `您的下一期还款[[{amount}]][[将于{date}到期]]。届时能按计划还款吗？
您可以确认、改期、拆分为两次，或告诉我们情况有变，只需一分钟：{portalUrl}`,
    ),
  },
  plan_cured: {
    purpose: 'service',
    sms: text(
      'what was missing has arrived. Your plan is in force again.[[ Next date: {date}.]] {portalUrl}',
      '所缺款项已到账，您的还款计划已恢复。[[下一期：{date}。]]查看：{portalUrl}。',
    ),
    subject: { en: 'Your plan with {lender} goes on', 'zh-CN': '您与{lender}的还款计划已恢复' },
    long: letter(
      `What was missing has arrived. Your plan[[ {reference}]] is in force again, as it was signed; while you keep it we do not collect.
[[Next date: {date}.
]]{portalUrl}`,
      `所缺款项已到账，您的还款计划[[{reference}]]已按签署内容恢复；按计划还款期间，我们不会进行催收。
[[下一期：{date}。
]]{portalUrl}`,
    ),
  },
  plan_ended: {
    purpose: 'service',
    sms: text(
      'your plan has been ended. The contract applies again; everything you paid counts. The reason, questions, or a new plan: {portalUrl} or {hotline}.',
      '您的还款计划已终止，恢复按原合同执行，已支付的款项全部有效。查看原因、咨询或申请新的方案：{portalUrl}，客服{hotline}。',
    ),
    subject: { en: 'Your plan with {lender} has been ended', 'zh-CN': '{lender}：您的还款计划已终止' },
    long: letter(
      `Your plan[[ {reference}]] has been ended.[[ Reason: {reason}.]] The contract applies again to what is still open. Everything you paid counts.
If you do not agree, or need a new plan, tell us: {portalUrl}`,
      `您的还款计划[[{reference}]]已终止。[[原因：{reason}。]]未还部分恢复按原合同执行；您已支付的款项全部有效。
如有异议，或需要新的方案，请告诉我们：{portalUrl}`,
    ),
  },
  plan_relief_ends: {
    purpose: 'service',
    sms: text(
      'the eased part of your plan ends[[ on {date}]]. What is your situation now? If more time is needed, tell us before then: {portalUrl} or {hotline}.',
      '您还款计划中的宽限安排[[将于{date}]]结束。您目前的情况如何？如仍需调整，请提前告诉我们：{portalUrl}，客服{hotline}。',
    ),
    subject: { en: 'Part of your plan with {lender} is about to end', 'zh-CN': '{lender}：计划中的宽限安排即将结束' },
    long: letter(
      `The eased part of your plan[[ {reference}]] ends[[ on {date}]].
What is your situation now? If the payments that follow would be difficult, tell us before then; a person looks at the plan with you: {portalUrl}`,
      `您还款计划[[{reference}]]中的宽限安排[[将于{date}]]结束。
您目前的情况如何？如之后的还款有困难，请提前告诉我们，会有专人与您一起重新商议：{portalUrl}`,
    ),
  },
} satisfies Partial<Record<TemplateCode, Wording>>
