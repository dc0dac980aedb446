import type { Action } from '../action'
import type { TestOf } from '../rule-test'
import { fine, objectIf, type Evaluate, type Situation } from '../situation'
import { wallClock } from '../zone'
import { thirdPerson } from './third-persons'

/** Nothing about amount, time or the debt itself to somebody else (GB/T 45251-2025; Reg F §1006.10). */
export const noDebtFacts: Evaluate<TestOf<'no_debt_facts'>> = (test, situation) => {
  const { content, asks } = situation.request.action
  if (test.willingPayerMayKnow && asks === 'payment' && thirdPerson(situation)?.isWillingToPay) return fine
  return objectIf(content?.mentionsDebt === true || content?.read?.mentionsDebt === true)
}

/** Reg F §1006.22(f)(3): an address known to be the employer's. */
export const workEmail: Evaluate<TestOf<'work_email'>> = (_test, { request }) => objectIf(request.action.isWorkEmail === true)

/** Reg F §1006.2(j): words on a machine that others may hear say who calls and whom to call back, and nothing else. */
export const limitedContent: Evaluate<TestOf<'limited_content'>> = (_test, { request }) => objectIf(request.action.content?.read?.isLimitedVoicemail === false)

/** Reg F §1006.34(a): with the first communication or within so many days of it. */
export const validationNotice: Evaluate<TestOf<'validation_notice'>> = (test, { request }, now) => {
  const validation = request.facts.validation
  if (!validation || validation.noticeSentAt !== null || validation.firstCommunicationAt === null) return fine
  return objectIf(now.getTime() > validation.firstCommunicationAt.getTime() + test.days * 86_400_000, null, { days: test.days })
}

/** Reg F §1006.38(d): a written dispute stops collection until verification was sent. */
export const disputed: Evaluate<TestOf<'disputed'>> = (_test, { request }) => {
  const validation = request.facts.validation
  return objectIf(validation !== null && validation.disputedAt !== null && validation.verificationSentAt === null)
}

/** Parts that the text must carry; silent while it is not known what the text says. */
export const requiredFields: Evaluate<TestOf<'required_fields'>> = (test, { request }) => {
  const present = request.action.content?.fields
  const missing = present ? test.fields.filter(field => !present.includes(field)) : []
  return objectIf(missing.length > 0, null, { missing: missing.join(', ') })
}

export const forbiddenWords: Evaluate<TestOf<'forbidden_words'>> = (test, { request }) => {
  const said = request.action.content?.read?.words ?? []
  const found = test.words.filter(word => said.includes(word))
  return objectIf(found.length > 0, null, { words: found.slice(0, 5).join(', ') })
}

/** Reg F §1006.6(e): each e-mail and text says how to end them. */
export const optOutText: Evaluate<TestOf<'opt_out_text'>> = (_test, { request }) => {
  const { read, fields } = request.action.content ?? {}
  if (!read?.hasText && fields === undefined) return fine
  return objectIf(!fields?.includes('opt_out') && !read?.saysOptOut)
}

/** Nothing about a borrower is ever posted where others can read it. */
export const publicPosting: Evaluate<TestOf<'public_posting'>> = (_test, { request }) => objectIf(request.action.content?.audience === 'public')

/** Reg F §1006.26(b); Civil Code art. 192: a suit that limitation bars is not threatened. */
export const timeBarredThreat: Evaluate<TestOf<'time_barred_threat'>> = (_test, situation, now) => {
  return objectIf(threatens(situation.request.action.content) && isTimeBarred(situation, now))
}

export const threatens = (content: Action['content']): boolean => content?.threatensLegalAction === true || content?.read?.threatensLegalAction === true

export function isTimeBarred({ request, zones }: Situation, now: Date): boolean {
  const legal = request.facts.legal
  if (!legal || legal.limitationEndsOn === null || legal.defenceWaived) return false
  const end = legal.limitationEndsOn
  return zones.some(zone => wallClock(now, zone).date > end)
}
