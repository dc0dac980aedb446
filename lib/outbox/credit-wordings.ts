import type { TemplateCode, Wording } from './template'

/** Told before bad information is reported, with the way to pay or to object (征信业管理条例 art. 15, 25). */
export const creditWordings = {
  credit_notice: {
    purpose: 'required_notice',
    byPost: true,
    sms: {
      en: '{lender}: Dear {name}, from {reportOn} we report to the credit bureau that contract {contract} is not up to date[[, unless it is paid by {date}]]. See it, pay or say that it is wrong: {portalUrl} Hotline {hotline}. Check code {trustCode}',
      'zh-CN':
        '【{lender}】尊敬的{name}：合同{contract}存在不良信息，我们将自{reportOn}起报送征信机构[[，{date}（含）前还清的除外]]。查看、还款或提出异议：{portalUrl}，热线{hotline}。核验码{trustCode}',
    },
    subject: { en: 'Before we report to the credit bureau', 'zh-CN': '征信报送事前告知' },
    long: {
      en: `Dear {name},

An amount of contract {contract} is or was overdue. From {reportOn} we report that to the credit bureau[[, unless it is paid by {date}]], and each further month for as long as it stays so.

What you can do
- Pay[[ by {date}, and nothing bad is reported]]. How to pay: {portalUrl}
- If you cannot pay, tell us there. It takes about three minutes. A plan that you keep is reported as kept.
- If something is wrong, say so there or call {hotline}. We check it within 20 days and mark the loan as disputed until then.

Is this message really from us? Enter the check code {trustCode} on our page.

{lender}`,
      'zh-CN': `尊敬的{name}：

您的合同{contract}有款项逾期。我们将自{reportOn}起向征信机构报送该逾期信息[[，{date}（含）前还清的除外]]；逾期持续的，逐月报送。

您可以
- 还款[[：{date}（含）前还清的，不报送不良信息]]。还款方式：{portalUrl}
- 暂时无力还款的，请在该网页告诉我们，约三分钟即可完成。按约履行的方案按正常履行报送。
- 如有异议，请在该网页提出，或致电{hotline}。我们在20日内核查答复，核查期间标注“存在异议”。

怀疑信息真伪？请在我们的网页输入核验码{trustCode}。

{lender}`,
    },
  },
  credit_notice_settled: {
    purpose: 'required_notice',
    byPost: true,
    sms: {
      en: '{lender}: Dear {name}, contract {contract} is closed as agreed. From {reportOn} we report it to the credit bureau as settled for less. Is that wrong? {portalUrl} Hotline {hotline}. Check code {trustCode}',
      'zh-CN':
        '【{lender}】尊敬的{name}：合同{contract}已按约结清。我们将自{reportOn}起按“减免结清”报送征信机构。如有异议：{portalUrl}，热线{hotline}。核验码{trustCode}',
    },
    subject: { en: 'Before we report to the credit bureau', 'zh-CN': '征信报送事前告知' },
    long: {
      en: `Dear {name},

You have paid what we agreed for contract {contract}, and it is closed. As the agreement says, we report it to the credit bureau as settled for less than was owed, from {reportOn}.

If you think that this is wrong, tell us: {portalUrl} or {hotline}. We check it within 20 days and mark the loan as disputed until then.

Is this message really from us? Enter the check code {trustCode} on our page.

{lender}`,
      'zh-CN': `尊敬的{name}：

您已按约付清合同{contract}的款项，合同已结清。按照协议，我们将自{reportOn}起按“减免结清”向征信机构报送。

如有异议，请通过{portalUrl}或{hotline}告诉我们。我们在20日内核查答复，核查期间标注“存在异议”。

怀疑信息真伪？请在我们的网页输入核验码{trustCode}。

{lender}`,
    },
  },
} satisfies Partial<Record<TemplateCode, Wording>>
