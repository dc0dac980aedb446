import type { Channel } from './render'
import type { MessagePurpose, Words } from './template'

/** What nobody can opt out of: a code somebody has just asked for, an answer to their own question. */
const always: readonly MessagePurpose[] = ['security_code', 'reply']

/** 12 CFR 1006.6(e): each e-mail and text about a debt says how to end them. Letters and messages in the app are no such medium. */
export const needsOptOut = (channel: Channel, purpose: MessagePurpose): boolean => (channel === 'sms' || channel === 'email') && !always.includes(purpose)

const sms: Words = { en: '. Opt out of texts: {optOutUrl}', 'zh-CN': '。退订短信：{optOutUrl}' }
const email: Words = { en: '\n\nTo opt out of e-mails like this one: {optOutUrl}', 'zh-CN': '\n\n如不希望再收到此类邮件，可在此退订：{optOutUrl}' }

export function withOptOut(body: Words, channel: Channel, purpose: MessagePurpose): Words {
  if (!needsOptOut(channel, purpose)) return body
  const line = channel === 'sms' ? sms : email
  return { en: body.en + line.en, 'zh-CN': body['zh-CN'] + line['zh-CN'] }
}
