import type { GuardPolicy } from './policy'
import { Rule, type PackedRule, type Words } from './rule'
import type { z } from 'zod'

type Draft = Pick<z.input<typeof Rule>, 'id' | 'applies' | 'test' | 'text'> & { lift?: Words }

const calls = { kinds: ['call' as const], purposes: ['collection' as const] }
const w = (en: string, zh_cn: string): Words => ({ en, zh_cn })
const inBoth = (words: string | Words): Words => (typeof words === 'string' ? w(words, words) : words)
const wait = w('Waiting until the next permitted time.', '等到下一个允许的时间。')

/** The lender's own numbers as rules of the pack `policy`. */
export function rulesOfPolicy(policy: GuardPolicy | undefined): PackedRule[] {
  if (!policy) return []
  const source = inBoth(policy.source || w('Lender policy', '机构政策'))
  return draftsOf(policy).map(draft => ({
    ...Rule.parse({
      authority: source,
      article: { en: '', zh_cn: '' },
      source,
      mark: 'Q',
      severity: 'block',
      effectiveFrom: '2000-01-01',
      effectiveTo: null,
      lastChecked: '2026-11-01',
      lift: wait,
      ...draft,
    }),
    pack: 'policy',
  }))
}

function draftsOf(policy: GuardPolicy): Draft[] {
  return [...hours(policy), ...caps(policy), ...gates(policy)]
}

function hours({ quietFrom, quietTo }: GuardPolicy): Draft[] {
  if (!quietFrom && !quietTo) return []
  const full = (clock: string) => (clock.length === 5 ? `${clock}:00` : clock)
  const [from, to] = [full(quietFrom ?? '22:00'), full(quietTo ?? '08:00')]
  const test = { kind: 'quiet_hours' as const, from, to, agreedTimesLift: true }
  const kinds = ['call', 'sms', 'email', 'app_message', 'social_message', 'third_party_call', 'visit'] as const
  const purposes = ['collection', 'plan_reminder', 'service', 'required_notice'] as const
  const text = w(`The lender does not contact anybody from ${from} to ${to}.`, `机构规定 ${from} 至 ${to} 不联系任何人。`)
  return [{ id: 'quiet_hours', applies: { kinds: [...kinds], purposes: [...purposes] }, test, text }]
}

type CapTest = Extract<z.input<typeof Rule>['test'], { kind: 'cap' }>

function caps(policy: GuardPolicy): Draft[] {
  const drafts: Draft[] = []
  const add = (id: string, limit: number | undefined, test: Pick<CapTest, 'countedAs' | 'per' | 'days'>, text: Words) => {
    if (limit !== undefined) drafts.push({ id, applies: calls, test: { kind: 'cap', kinds: ['call'], limit, consentDays: null, ...test }, text })
  }
  add('conversations_per_day', policy.conversationsPerDay, { countedAs: 'conversation', per: 'person', days: 1 }, w('Conversations with one person a day, as the lender limits them.', '机构规定的每人每日有效通话上限。'))
  add('attempts_per_number_per_day', policy.attemptsPerNumberPerDay, { countedAs: 'attempt', per: 'number', days: 1 }, w('Calls to one number a day, as the lender limits them.', '机构规定的每号码每日拨打上限。'))
  add('attempts_per_person_per_day', policy.attemptsPerPersonPerDay, { countedAs: 'attempt', per: 'person', days: 1 }, w('Calls to one person a day over all numbers, as the lender limits them.', '机构规定的每人每日拨打上限（所有号码合计）。'))
  add('calls_per_seven_days', policy.callsPerSevenDays, { countedAs: 'attempt', per: 'person', days: 7 }, w('Calls to one person in seven days, as the lender limits them.', '机构规定的每人七日内拨打上限。'))
  if (policy.coolDownDays) {
    const test = { kind: 'cool_down' as const, days: policy.coolDownDays, per: 'person' as const, consentDays: null }
    drafts.push({ id: 'cool_down', applies: calls, test, text: w('Days of rest after a conversation, as the lender sets them.', '机构规定的通话后间隔天数。') })
  }
  if (policy.messagesPerDay !== undefined) {
    const kinds = ['sms', 'email', 'app_message', 'social_message'] as const
    const test: CapTest = { kind: 'cap', kinds: [...kinds], countedAs: 'attempt', per: 'person', days: 1, limit: policy.messagesPerDay, consentDays: null }
    drafts.push({ id: 'messages_per_day', applies: { kinds: [...kinds], purposes: ['collection'] }, test, text: w('Messages to one person a day, as the lender limits them.', '机构规定的每人每日消息上限。') })
  }
  return drafts
}

function gates(policy: GuardPolicy): Draft[] {
  const drafts: Draft[] = []
  if (policy.thirdPersonNeedsConsent) {
    const lift = w('Record on what basis this person may be contacted, and why.', '记录可以联系此人的依据和原因。')
    drafts.push({ id: 'third_person_consent', applies: { kinds: ['third_party_call'] }, test: { kind: 'third_person_consent' }, lift, text: w('A third person is contacted only with a recorded basis and reason.', '联系第三人须记录依据和原因。') })
  }
  if (policy.blockWorkplaceVisits) {
    const lift = w('Choose another place.', '选择其他地点。')
    drafts.push({ id: 'visit_workplace', applies: { kinds: ['visit'] }, test: { kind: 'visit_workplace' }, lift, text: w('The lender does not visit workplaces.', '机构不到工作单位外访。') })
  }
  if (policy.visitNeedsApproval) {
    const lift = w('Ask a supervisor to approve the visit.', '请主管批准外访。')
    drafts.push({ id: 'visit_approved', applies: { kinds: ['visit'] }, test: { kind: 'visit_approved' }, lift, text: w('Every visit is approved first.', '外访须先经批准。') })
  }
  if (policy.forbiddenWords?.length) {
    const lift = w('Say it without these words.', '请换一种说法。')
    drafts.push({ id: 'forbidden_words', applies: {}, test: { kind: 'forbidden_words', words: policy.forbiddenWords }, lift, text: w('Words that the lender does not use.', '机构禁用的词语。') })
  }
  return drafts
}
