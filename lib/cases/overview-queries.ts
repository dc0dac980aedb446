import { authorize } from '../accounts/authorize'
import { getContactPanel, type ContactPanel } from '../contacts/queries'
import type { Ctx } from '../context'
import type { ToldReason } from '../guard/assessment'
import { read } from '../transaction'
import type { CaseView } from './case-view'
import { nextAction, type Advice } from './next-action'
import { getCase } from './queries'

/** A thing not to do now, and until when waiting would lift it. */
export type DoNot = { what: 'call' | 'sms' | 'email'; reason: ToldReason }
export type Overview = { view: CaseView; panel: ContactPanel; advice: Advice; doNot: DoNot[] }

/** What a collector has to understand in five seconds: the case, the next thing to do, and what not to do. */
export async function getOverview(ctx: Ctx, borrowerId: string, caseId: string): Promise<Overview> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const view = await getCase(ctx, borrowerId, caseId)
    const panel = await getContactPanel(ctx, borrowerId, caseId, view.timeZone)
    const own = panel.points.filter(point => point.relation === 'self')
    const calls = own.flatMap(point => (point.call ? [point.call] : []))
    const advice = nextAction({
      isOpen: view.status === 'open',
      hasOpenApplication: view.application !== null && view.application.status !== 'draft',
      planRuns: view.plan !== null && ['active', 'grace'].includes(view.plan.status),
      holds: view.holds,
      promise: view.promise,
      reasonCodes: view.reasons.map(reason => reason.code),
      calls: calls.map(call => ({ allowed: call.decision === 'allowed', nextPermittedAt: call.nextPermittedAt, isNumberAtFault: call.reasons.some(({ rule }) => rule.startsWith('number_')) })),
      canWrite: own.some(point => point.kind !== 'address' && point.message?.decision === 'allowed'),
    })
    return { view, panel, advice, doNot: doNotOf(own) }
  })
}

/** Each rule once per way of contact, and only where every own number is blocked by it. */
function doNotOf(own: ContactPanel['points']): DoNot[] {
  const ways = [
    { what: 'call' as const, answers: own.flatMap(point => (point.call ? [point.call] : [])) },
    { what: 'sms' as const, answers: own.flatMap(point => (point.kind === 'phone' && point.message ? [point.message] : [])) },
    { what: 'email' as const, answers: own.flatMap(point => (point.kind === 'email' && point.message ? [point.message] : [])) },
  ]
  return ways.flatMap(({ what, answers }) => {
    const [first, ...others] = answers
    if (!first || answers.some(answer => answer.decision === 'allowed')) return []
    const everywhere = first.reasons.filter(reason =>
      others.every(answer => answer.reasons.some(({ rule }) => rule === reason.rule)),
    )
    return everywhere.map(reason => ({ what, reason }))
  })
}
