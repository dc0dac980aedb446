import { creditWordings } from './credit-wordings'
import { guardianWordings } from './guardian-wordings'
import { loanWordings } from './loan-wordings'
import { withOptOut } from './opt-out'
import { placementWordings } from './placement-wordings'
import { planWordings } from './plan-wordings'
import type { Channel } from './render'
import { templateCodes, type Template, type TemplateCode, type Wording } from './template'

const wordings: Record<TemplateCode, Wording> = { ...loanWordings, ...planWordings, ...guardianWordings, ...placementWordings, ...creditWordings }
const nothing = { en: '', 'zh-CN': '' }

/** The wording that ships for a code and channel; null where it makes no sense (a one-time code by post). */
export function shippedTemplate(code: TemplateCode, channel: Channel): Template | null {
  const { purpose, sms, subject, long, byPost } = wordings[code]
  if (channel === 'sms') return { code, channel, purpose, subject: nothing, body: withOptOut(sms, channel, purpose) }
  if (channel === 'letter' && !byPost) return null
  return { code, channel, purpose, subject, body: withOptOut(long, channel, purpose) }
}

export const shippedTemplates: Template[] = templateCodes.flatMap(code =>
  (['sms', 'email', 'app_message', 'letter'] as const).flatMap(channel => shippedTemplate(code, channel) ?? []),
)
