import { atSecond, parseLocalDate, addHours } from '../dates'
import { secondsOf } from './zone'
import { holdReasons, needs } from './facts'
import type { GuardRequestBody } from './request'

/** What a form or an address says: names may repeat. */
export type Fields = Record<string, string | string[] | undefined>

const MOST_ROWS = 40

export const one = (fields: Fields, name: string): string => [fields[name] ?? ''].flat()[0]?.trim() ?? ''
export const many = (fields: Fields, name: string): string[] => [fields[name] ?? []].flat().map(text => text.trim()).filter(Boolean)
const is = (fields: Fields, name: string) => one(fields, name) === 'on'
const said = (text: string) => (text === '' ? undefined : text)

/** Rows of history on the form: those filled in, those asked for, one that is empty. */
export function historyRows(fields: Fields): number {
  const filled = [fields['h.date'] ?? []].flat().length
  const asked = one(fields, 'rows') === '' ? 1 : Number(one(fields, 'rows')) || 1
  return Math.min(MOST_ROWS, Math.max(filled, asked) + (fields.more === undefined ? 0 : 1))
}

/** The request as JSON, as a machine would send it. What is not filled in is left out; the schema judges the rest. */
export function bodyOf(fields: Fields, policy: GuardRequestBody['policy']): unknown {
  const zones = one(fields, 'zones').split(/[\s,]+/).filter(Boolean)
  const zone = zones[0] ?? 'UTC'
  const at = momentOf(one(fields, 'date'), one(fields, 'time'), zone)
  return {
    packs: many(fields, 'packs'),
    ...(is(fields, 'policy') ? { policy } : {}),
    at,
    ...(zones.length > 1 ? { recipientTimeZones: zones } : { recipientTimeZone: zone }),
    action: actionOf(fields),
    history: historyOf(fields, zone),
    facts: factsOf(fields, at),
  }
}

/** A wall clock in the recipient's zone as a moment. What is no date or zone is left for the schema to refuse by its own name. */
function momentOf(date: string, time: string, zone: string): string {
  const day = parseLocalDate(date)
  if (day === null || !/^\d{1,2}:\d{2}(:\d{2})?$/.test(time)) return `${date}T${time}`
  try {
    return atSecond(day, secondsOf(time), zone).toISOString()
  } catch {
    return atSecond(day, secondsOf(time), 'UTC').toISOString()
  }
}

function actionOf(fields: Fields) {
  const text = said(one(fields, 'text'))
  const parts = one(fields, 'parts').split(/[\s,]+/).filter(Boolean)
  const content = {
    ...(text ? { text } : {}),
    ...(parts.length > 0 ? { fields: parts } : {}),
    ...(is(fields, 'mentionsDebt') ? { mentionsDebt: true } : {}),
    ...(is(fields, 'threatens') ? { threatensLegalAction: true } : {}),
    ...(is(fields, 'public') ? { audience: 'public' } : {}),
  }
  return compact({
    purpose: one(fields, 'purpose') || 'collection',
    kind: one(fields, 'kind') || 'call',
    party: said(one(fields, 'party')),
    number: said(one(fields, 'number')),
    debts: one(fields, 'debts').split(/[\s,]+/).filter(Boolean),
    place: said(one(fields, 'place')),
    asks: said(one(fields, 'asks')),
    legalStep: said(one(fields, 'legalStep')),
    reason: said(one(fields, 'reason')),
    content: Object.keys(content).length > 0 ? content : undefined,
  })
}

function historyOf(fields: Fields, zone: string) {
  const all = (name: string) => [fields[name] ?? []].flat()
  const [dates, times, kinds, parties, outcomes, numbers] = ['h.date', 'h.time', 'h.kind', 'h.party', 'h.outcome', 'h.number'].map(all)
  const debts = one(fields, 'debts').split(/[\s,]+/).filter(Boolean)
  return (dates ?? []).slice(0, MOST_ROWS).flatMap((date, i) => {
    if (date === '') return []
    const entry = { at: momentOf(date, times?.[i] || '12:00', zone), kind: kinds?.[i] || 'call', party: said(parties?.[i] ?? ''), number: said(numbers?.[i] ?? ''), outcome: said(outcomes?.[i] ?? '') ?? null, debts }
    return [compact(entry)]
  })
}

function factsOf(fields: Fields, at: string) {
  const plan = one(fields, 'plan')
  const holds = many(fields, 'holds').filter(reason => (holdReasons as readonly string[]).includes(reason))
  const cease = one(fields, 'cease')
  const breathing = one(fields, 'breathing')
  const identity = one(fields, 'identity')
  const number = said(one(fields, 'number'))
  const status = one(fields, 'numberStatus')
  const before = earlier(at, 24 * 7)
  return compact({
    plan: plan ? { isSigned: true, inBreach: plan === 'breach' } : undefined,
    holds: holds.length > 0 ? holds.map(reason => ({ reason, from: before })) : undefined,
    optOuts: listed(fields, 'optOuts')?.map(channel => ({ channel, at: before })),
    needs: listed(fields, 'needs')?.filter(need => (needs as readonly string[]).includes(need)),
    cease: cease ? { at: before, isWritten: cease === 'written' } : undefined,
    attorney: is(fields, 'attorney') ? { since: before } : undefined,
    breathingSpace: breathing ? { kind: breathing, startedAt: before } : undefined,
    person: compact({ isDead: is(fields, 'dead') || undefined, isIncapable: is(fields, 'incapable') || undefined, isInsolvent: is(fields, 'insolvent') || undefined }),
    identityVerified: identity ? identity === 'yes' : undefined,
    consents: is(fields, 'moreCalls') ? [{ to: 'more_calls', at: earlier(at, 24) }] : undefined,
    locationKnown: is(fields, 'locationKnown') || undefined,
    numbers: number && status ? [{ number, status }] : undefined,
    thirdPersons: number && many(fields, 'third').length > 0 ? [thirdPerson(number, many(fields, 'third'), before)] : undefined,
    ...mattersOf(fields, at),
  })
}

const thirdPerson = (number: string, ticked: string[], before: string) =>
  compact({ number, refusedAt: ticked.includes('refused') ? before : undefined, consentBasis: ticked.includes('basis') ? 'recorded' : undefined, reason: ticked.includes('basis') ? 'recorded' : undefined, isWillingToPay: ticked.includes('pays') || undefined })

/** A visit, a placement or a legal step has its facts only where one is asked about. */
function mattersOf(fields: Fields, at: string) {
  const kind = one(fields, 'kind')
  const notice = one(fields, 'noticeHours')
  const noticeDeliveredAt = notice === '' ? undefined : earlier(at, Number(notice) || 0)
  const ticked = many(fields, 'facts')
  const has = (name: string) => ticked.includes(name) || undefined
  const people = Number(one(fields, 'people') || 0)
  if (kind === 'visit') {
    const noticeStates = noticeDeliveredAt ? ['purpose', 'time', 'place'] : undefined
    return { visit: compact({ noticeDeliveredAt, noticeStates, people, isRecorded: has('recorded'), consentToEnter: has('enter'), doNotVisit: has('doNotVisit'), isApproved: has('approved') }) }
  }
  if (kind === 'placement') {
    return { placement: compact({ noticeDeliveredAt, agencyIsListed: has('listed'), agencyEvaluatedOn: said(one(fields, 'evaluatedOn')), placedElsewhere: has('elsewhere'), allowsSubcontracting: has('noSubcontracting') ? false : undefined }) }
  }
  if (kind === 'legal_step' || is(fields, 'threatens')) {
    return { legal: compact({ limitationEndsOn: said(one(fields, 'limitationEndsOn')), defenceWaived: has('waived'), amountIsCertain: has('certain'), penaltyWithinCap: has('withinCap') }) }
  }
  return {}
}

const listed = (fields: Fields, name: string) => (many(fields, name).length > 0 ? many(fields, name) : undefined)

function earlier(at: string, hours: number): string {
  const moment = new Date(at)
  return Number.isNaN(moment.getTime()) ? at : addHours(moment, -hours).toISOString()
}

const compact = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined && !(Array.isArray(inner) && inner.length === 0) && !isEmpty(inner)))
const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
