import type { TemplateCode, Wording } from './template'

/** Told before an agency begins (CBIRC Order 2022 No. 9 art. 41), by name, with where to ask and complain. */
export const placementWordings = {
  placement_notice: {
    purpose: 'required_notice',
    byPost: true,
    sms: {
      en: '{lender}: Dear {name}, from now on {agency} may contact you for us about your account. Pay only through {portalUrl}, never to a person. Questions or complaints: {hotline}. Check code {trustCode}',
      'zh-CN':
        '【{lender}】尊敬的{name}：自即日起，我们委托{agency}就您的账户与您联系。请仅通过官方渠道办理，勿向个人转账：{portalUrl}。咨询或投诉：{hotline}。核验码{trustCode}',
    },
    subject: { en: 'Who may contact you for {lender}', 'zh-CN': '{lender}委托联系告知' },
    long: {
      en: `Dear {name},

From now on {agency} may contact you for us about your account. We chose it from our public list; it may not pass your matter on to anybody else.

What stays the same
- The same limits on when and how often you are called. Calls by us and by {agency} count together.
- Pay only through our page, never to a person: {portalUrl}
- If something has changed in your life, tell us there. It takes about three minutes, and calls stop while we look at it.
- If something is wrong, or you want to complain about {agency}, tell us there or call {hotline}.

Is this message really from us? Enter the check code {trustCode} on our page.

{lender}`,
      'zh-CN': `尊敬的{name}：

自即日起，我们委托{agency}就您的账户与您联系。该机构在我们公示的合作名单之内，不得将您的事项转交他人处理。

不变的是
- 联系时间与次数的限制不变，我们与{agency}的联系合并计算。
- 请仅通过官方渠道还款，勿向个人转账：{portalUrl}
- 如果您的情况有变化，请在该网页告诉我们，约三分钟即可完成，审核期间暂停联系。
- 如有异议，或需投诉{agency}，请在该网页告诉我们，或致电{hotline}。

怀疑信息真伪？请在我们的网页输入核验码{trustCode}。

{lender}`,
    },
  },
} satisfies Partial<Record<TemplateCode, Wording>>
