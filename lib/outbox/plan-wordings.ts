import { letter, text } from './phrasing'
import type { TemplateCode, Wording } from './template'

/** Applications and plans. Nothing here asks for money but the reminder of an instalment the borrower agreed to. */
export const planWordings = {
  application_receipt: {
    purpose: 'reply',
    sms: text(
      'we have your request[[ ({reference})]].[[ We answer by {date}.]] Until then we do not call about payment. Follow it: {portalUrl}.',
      '我们已收到您的申请[[（编号{reference}）]]。[[我们将于{date}前答复，]]在此期间我们不会就还款致电。查看进度：{portalUrl}。',
    ),
    subject: { en: 'We have your request, {lender}', 'zh-CN': '{lender}已收到您的申请' },
    long: letter(
      `We have your request[[, reference {reference}]].
[[We answer by {date}.
]][[Calls about payment are paused until {until}.
]][[{person} looks at it.
]]You can follow it, add proof or withdraw it at any time: {portalUrl}`,
      `我们已收到您的申请[[，编号{reference}]]。
[[我们将于{date}前答复。
]][[催收联系暂停至{until}。
]][[负责人：{person}。
]]您可以随时查看进度、补充材料或撤回：{portalUrl}`,
    ),
  },
  more_information: {
    purpose: 'service',
    sms: text(
      'we have a question about your request[[. Please answer by {date}]]: {portalUrl}.',
      '关于您的申请，我们需要您补充一点信息[[，请于{date}前回复]]：{portalUrl}。',
    ),
    subject: { en: 'A question about your request, {lender}', 'zh-CN': '{lender}：您的申请需要补充信息' },
    long: letter(
      `To decide well we need something more from you[[: {reason}]].
[[Please answer by {date}. ]]If you do not have it, say so; you can still go on: {portalUrl}`,
      `为了妥善审核，我们还需要您补充一些信息[[：{reason}]]。
[[请于{date}前回复。]]如果您没有该材料，请告诉我们，不影响继续办理：{portalUrl}`,
    ),
  },
  plan_offer: {
    purpose: 'service',
    byPost: true,
    sms: text(
      'we have an answer to your request.[[ Please look at it by {until}:]] {portalUrl}. Hotline {hotline}.',
      '您的申请已有答复[[，请于{until}前查看]]：{portalUrl}。客服{hotline}。',
    ),
    subject: { en: 'An answer to your request, {lender}', 'zh-CN': '{lender}对您的申请的答复' },
    long: letter(
      `We can offer you a plan[[: {number} instalments]][[, the first of {amount}]][[ on {date}]].
[[The offer is open until {until}.
]]Compare the options, ask, accept or refuse: {portalUrl}
Nothing changes until you sign.`,
      `我们可以为您提供还款方案[[：共{number}期]][[，首期{amount}]][[，{date}到期]]。
[[方案有效期至{until}。
]]您可以比较方案、提问、接受或拒绝：{portalUrl}
在您签署之前，一切不变。`,
    ),
  },
  plan_active: {
    purpose: 'reply',
    sms: text(
      'your plan is in force.[[ First instalment: {amount}]][[ on {date}]]. Schedule and agreement: {portalUrl}.',
      '您的还款计划已生效。[[首期{amount}]][[，{date}到期]]。计划与协议：{portalUrl}。',
    ),
    subject: { en: 'Your plan with {lender}', 'zh-CN': '您与{lender}的还款计划' },
    long: letter(
      `Your plan[[ {reference}]] is in force.[[ First instalment: {amount}]][[ on {date}]].
While you keep it we do not collect. The schedule and the agreement you signed: {portalUrl}`,
      `您的还款计划[[{reference}]]已生效。[[首期{amount}]][[，{date}到期]]。
按计划还款期间，我们不会进行催收。还款计划表与您签署的协议：{portalUrl}`,
    ),
  },
  plan_reminder: {
    purpose: 'plan_reminder',
    sms: text(
      'the next instalment of your plan[[, {amount},]] is due[[ on {date}]]. Details: {portalUrl}. Hotline {hotline}.',
      '您的还款计划下一期[[{amount}]][[将于{date}到期]]。详情：{portalUrl}。客服{hotline}。',
    ),
    subject: { en: 'A reminder of your plan with {lender}', 'zh-CN': '{lender}还款计划提醒' },
    long: letter(
      `The next instalment of your plan[[, {amount},]] is due[[ on {date}]].
If it will be difficult, tell us before then: {portalUrl}`,
      `您的还款计划下一期[[{amount}]][[将于{date}到期]]。
如有困难，请提前告诉我们：{portalUrl}`,
    ),
  },
  plan_missed: {
    purpose: 'plan_reminder',
    sms: text(
      'the instalment[[ of {amount}]][[ due on {date}]] has not reached us.[[ Your plan goes on if it arrives by {until}.]] Difficult? {portalUrl}. Hotline {hotline}.',
      '[[{date}到期的]]还款计划分期款[[{amount}]]尚未到账。[[在{until}前补足，计划继续有效。]]如有困难：{portalUrl}。客服{hotline}。',
    ),
    subject: { en: 'About your plan with {lender}', 'zh-CN': '关于您与{lender}的还款计划' },
    long: letter(
      `The instalment[[ of {amount}]][[ due on {date}]] has not reached us.
[[Your plan goes on if it arrives by {until}.
]]If something has changed, tell us; we can look at the plan again: {portalUrl}`,
      `[[{date}到期的]]还款计划分期款[[{amount}]]尚未到账。
[[在{until}前补足，计划继续有效。
]]如果您的情况有变化，请告诉我们，我们可以重新商议：{portalUrl}`,
    ),
  },
  plan_broken: {
    purpose: 'service',
    sms: text(
      'your plan has ended because an instalment did not arrive. As agreed, the contract applies again.[[ If {amount} arrives by {until}, the plan goes on.]] Ask us what fits you now, or for a new plan: {portalUrl} or {hotline}.',
      '因有分期款未到账，您的还款计划已终止，按约定恢复执行原合同。[[在{until}前补足{amount}，计划可恢复。]]您可以重新申请方案或向我们咨询：{portalUrl}，客服{hotline}。',
    ),
    subject: { en: 'Your plan with {lender} has ended', 'zh-CN': '您与{lender}的还款计划已终止' },
    long: letter(
      `Your plan[[ {reference}]] has ended because an instalment did not arrive. As agreed, the contract applies again to what is still open. Everything you paid counts.
[[If {amount} arrives by {until}, the plan goes on as if nothing had happened.
]]What happens next is decided by a person. If you cannot pay as the contract says, tell us what has changed and ask for a new plan: {portalUrl}`,
      `因有分期款未到账，您的还款计划[[{reference}]]已终止。按约定，未还部分恢复按原合同执行；您已支付的款项全部有效。
[[在{until}前补足{amount}，计划照常继续。
]]后续安排将由专人决定。如果按合同还款有困难，请告诉我们发生了什么变化，并可重新申请方案：{portalUrl}`,
    ),
  },
  plan_completed: {
    purpose: 'service',
    sms: text(
      'you have completed your plan. Thank you.[[ {amount} stays open and falls due on {date}; before then we look for a plan for it with you.]] Your confirmation: {portalUrl}.',
      '您的还款计划已全部完成，谢谢。[[尚余{amount}于{date}到期，到期前我们会与您商议后续方案。]]确认信息：{portalUrl}。',
    ),
    subject: { en: 'Your plan is complete, {lender}', 'zh-CN': '{lender}：您的还款计划已完成' },
    long: letter(
      `You have paid the last instalment of your plan[[ {reference}]]. Thank you.
[[{amount} stays open and falls due on {date}. Before then we look for a plan for it with you.
]]Your confirmation: {portalUrl}`,
      `您已还清还款计划[[{reference}]]的最后一期，谢谢。
[[尚余{amount}，将于{date}到期；到期前我们会与您商议后续方案。
]]确认信息：{portalUrl}`,
    ),
  },
  application_declined: {
    purpose: 'service',
    byPost: true,
    sms: text(
      'we have decided on your request[[ ({reference})]]. The reasons and what you can do: {portalUrl}. Hotline {hotline}.',
      '您的申请[[（编号{reference}）]]已有审核结果。理由及后续办法：{portalUrl}。客服{hotline}。',
    ),
    subject: { en: 'Our decision on your request, {lender}', 'zh-CN': '{lender}对您的申请的审核结果' },
    long: letter(
      `We could not agree to your request[[ {reference}]] as it stands.
[[Reason: {reason}
]]What would change this, how to ask again and how to complain: {portalUrl}`,
      `我们未能同意您的申请[[{reference}]]。
[[理由：{reason}
]]哪些情况会改变结果、如何再次申请或投诉：{portalUrl}`,
    ),
  },
} satisfies Partial<Record<TemplateCode, Wording>>
