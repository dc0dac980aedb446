import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionKinds, parties, purposes } from './action'
import { evaluate, type GuardAnswer } from './evaluate'
import { holdReasons, needs } from './facts'
import { GuardPolicy } from './policy'
import { rulesOfPolicy } from './policy-rules'
import { GuardRequest, type GuardRequestBody } from './request'
import { rulesOfPacks, shippedPacks } from './shipped-packs'

const runs = { numRuns: 400 }
const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana', 'Africa/Cairo', 'Pacific/Kiritimati', 'UTC']
const packs = shippedPacks.map(pack => pack.code)

/** Around ordinary days, and around those on which clocks change. */
const days = ['2026-06-15', '2026-03-07', '2026-03-08', '2026-03-28', '2026-03-29', '2026-04-04', '2026-04-24', '2026-10-04', '2026-10-24', '2026-10-25', '2026-10-29', '2026-10-31', '2026-11-01', '2026-12-31']
const instant = fc.tuple(fc.constantFrom(...days), fc.integer({ min: 0, max: 86_399 })).map(([day, second]) => Date.parse(`${day}T00:00:00Z`) + second * 1000)
const isoOf = (time: number) => new Date(time).toISOString()
const before = (at: number, most = 10) => fc.integer({ min: 0, max: most * 86_400 }).map(seconds => isoOf(at - seconds * 1000))
const around = (at: number) => fc.integer({ min: -10 * 86_400, max: 5 * 86_400 }).map(seconds => isoOf(at + seconds * 1000))
const dateAround = (at: number) => around(at).map(text => text.slice(0, 10))
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const few = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 2) => fc.array(arbitrary, { maxLength })
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const rare = fc.integer({ min: 0, max: 15 }).map(n => n === 0)
const often = fc.integer({ min: 0, max: 7 }).map(n => n > 0)

const number = fc.constantFrom('a', 'b')
const debts = fc.subarray(['d1', 'd2', 'd3'])
const outcome = fc.constantFrom('RPC', 'NA', 'BUSY', 'EN', 'HU', 'TPC', 'DNC', 'voicemail', null)
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30')).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const hours = fc.record({ from: clock, to: clock, days: some(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })) })

const entryBefore = (at: number) =>
  fc.record({ at: before(at), kind: fc.constantFrom('call', 'call', 'call', 'sms', 'third_party_call', 'letter'), party: fc.constantFrom('borrower', 'borrower', 'contact_person'), direction: fc.constantFrom('out', 'out', 'in'), purpose: fc.constantFrom('collection', 'collection', 'service'), number: some(number), debts, outcome } as const)

const factsAt = (at: number) =>
  fc.record(
    {
      numbers: seldom(few(fc.record({ number, status: fc.constantFrom('valid', 'unknown', 'invalid', 'refused') } as const), 1)),
      consents: few(fc.record({ to: fc.constantFrom('more_calls', 'enter_premises'), at: around(at) } as const)),
      optOuts: seldom(few(fc.record({ channel: fc.constantFrom('call', 'sms', 'email', 'all'), at: around(at) } as const), 1)),
      agreedTimes: few(hours),
      requestedTimes: few(hours),
      plan: seldom(fc.option(fc.record({ isSigned: fc.boolean(), inBreach: fc.boolean() }))),
      holds: few(fc.record({ reason: fc.constantFrom(...holdReasons), from: around(at), until: fc.option(around(at), { freq: 20 }) })),
      cease: seldom(fc.option(fc.record({ at: around(at), isWritten: fc.boolean() }))),
      attorney: fc.option(fc.record({ since: around(at), until: fc.option(around(at), { freq: 9 }) })),
      needs: seldom(few(fc.constantFrom(...needs))),
      person: fc.record({ isDead: rare, isIncapable: rare, isInsolvent: rare }),
      breathingSpace: fc.option(fc.record({ kind: fc.constantFrom('standard', 'crisis'), startedAt: before(at, 62), treatmentEndedAt: fc.option(around(at)) } as const)),
      validation: seldom(fc.option(fc.record({ firstCommunicationAt: fc.option(before(at)), disputedAt: fc.option(before(at)), verificationSentAt: fc.option(before(at)) }))),
      identityVerified: seldom(fc.option(fc.boolean())),
      numberCheckedOn: seldom(fc.option(dateAround(at))),
      locationKnown: rare,
      thirdPersons: seldom(few(fc.record({ number, refusedAt: fc.option(around(at)), isWillingToPay: fc.boolean() }), 1)),
      visit: fc.option(fc.record({ noticeDeliveredAt: fc.option(around(at)), noticeStates: fc.constant(['purpose', 'time', 'place'] as const).map(all => [...all]), people: fc.constantFrom(1, 2, 2, 2, 3), isRecorded: often, consentToEnter: fc.boolean(), doNotVisit: rare })),
      placement: fc.option(fc.record({ noticeDeliveredAt: fc.option(around(at)), agencyIsListed: often, agencyEvaluatedOn: fc.option(dateAround(at)), placedElsewhere: rare, allowsSubcontracting: rare })),
      legal: fc.option(fc.record({ limitationEndsOn: fc.option(dateAround(at), { freq: 9 }), defenceWaived: rare, amountIsCertain: often, penaltyWithinCap: often })),
    },
    { requiredKeys: [] },
  )

const content = fc.record({ text: fc.constantFrom('Please call us.', '请致电我们，回复退订', '请致电我们', '逾期', '老赖'), mentionsDebt: rare, audience: fc.constantFrom('private', 'private', 'private', 'public'), isOptOutConfirmation: fc.boolean() } as const, { requiredKeys: [] })
const action = fc.record(
  { purpose: fc.constantFrom(...purposes, 'collection' as const, 'collection' as const), kind: fc.constantFrom(...actionKinds, 'call' as const, 'call' as const, 'call' as const), party: fc.constantFrom(...Array<'borrower'>(12).fill('borrower'), ...parties), number, isWorkEmail: rare, debts, content: seldom(content), asks: fc.constantFrom('location', 'message', 'location', 'payment'), place: fc.constantFrom('home', 'workplace'), entersPremises: fc.boolean(), planInstalments: fc.constantFrom(12, 12, 12, 61), reason: fc.constantFrom('The borrower asked for it', 'no'), role: fc.constantFrom('collector', 'supervisor') } as const,
  { requiredKeys: ['purpose', 'kind'] },
)
const cap = fc.constantFrom(0, 1, 2, 2, 3, 3, 4, 5)
const policy = fc.record(
  { quietFrom: clock, quietTo: clock, conversationsPerDay: cap, attemptsPerNumberPerDay: cap, attemptsPerPersonPerDay: cap, callsPerSevenDays: cap, coolDownDays: cap, messagesPerDay: cap, thirdPersonNeedsConsent: fc.boolean(), blockWorkplaceVisits: fc.boolean(), visitNeedsApproval: fc.boolean(), forbiddenWords: fc.subarray(['call us', 'nothing']), reasonRoles: fc.subarray(['supervisor', 'collector']) },
  { requiredKeys: [] },
)

const requests: fc.Arbitrary<GuardRequestBody> = instant.chain(at =>
  fc.record({ packs: fc.subarray(packs), policy: some(policy), at: fc.constant(isoOf(at)), recipientTimeZones: fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 2 }), action, history: fc.array(entryBefore(at), { maxLength: 12 }), facts: factsAt(at) }),
)

const bare = (body: object): GuardRequestBody => JSON.parse(JSON.stringify(body)) as GuardRequestBody
function answerTo(body: GuardRequestBody): GuardAnswer {
  const request = GuardRequest.parse(bare(body))
  return evaluate([...rulesOfPacks(request.packs).rules, ...rulesOfPolicy(request.policy)], request)
}
const strictness = { allowed: 0, needs_reason: 1, blocked: 2 }
const strict = (answer: GuardAnswer) => strictness[answer.decision]

describe('the decision', () => {
  it('is never loosened by one more pack', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(...packs), (body, pack) => {
        expect(strict(answerTo({ ...body, packs: [...body.packs, pack] }))).toBeGreaterThanOrEqual(strict(answerTo(body)))
      }),
      runs,
    )
  })

  it('is never loosened by a policy', () => {
    fc.assert(
      fc.property(requests, policy, (body, added) => {
        expect(strict(answerTo({ ...body, policy: GuardPolicy.parse(bare(added)) }))).toBeGreaterThanOrEqual(strict(answerTo({ ...body, policy: undefined })))
      }),
      runs,
    )
  })

  it('opens at the next permitted moment, and not a second before', () => {
    let opened = 0
    fc.assert(
      fc.property(requests, body => {
        const { decision, nextPermittedAt } = answerTo(body)
        if (decision === 'allowed') expect(nextPermittedAt).toBeNull()
        if (!nextPermittedAt) return
        opened++
        expect(nextPermittedAt.getTime()).toBeGreaterThan(Date.parse(body.at))
        expect(answerTo({ ...body, at: nextPermittedAt.toISOString() }).decision).toBe('allowed')
        const sooner = Math.max(nextPermittedAt.getTime() - 1000, Date.parse(body.at))
        expect(answerTo({ ...body, at: isoOf(sooner) }).decision).not.toBe('allowed')
      }),
      { numRuns: 800 },
    )
    expect(opened).toBeGreaterThan(100)
  })

  it('with a reason opens when only warnings are left, and not a second before', () => {
    fc.assert(
      fc.property(requests, body => {
        const { nextWithReasonAt, nextPermittedAt } = answerTo(body)
        if (!nextWithReasonAt) return
        expect(nextWithReasonAt.getTime()).toBeLessThanOrEqual(nextPermittedAt?.getTime() ?? Infinity)
        expect(answerTo({ ...body, at: nextWithReasonAt.toISOString() }).decision).not.toBe('blocked')
        expect(answerTo({ ...body, at: isoOf(Math.max(nextWithReasonAt.getTime() - 1000, Date.parse(body.at))) }).decision).toBe('blocked')
      }),
      runs,
    )
  })

  it('is closed at every moment before it opens', () => {
    fc.assert(
      fc.property(requests, fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 4, maxLength: 4 }), (body, parts) => {
        const { decision, nextPermittedAt } = answerTo(body)
        if (decision === 'allowed') return
        const from = Date.parse(body.at)
        const until = nextPermittedAt?.getTime() ?? from + 8 * 86_400_000
        for (const part of parts) expect(answerTo({ ...body, at: isoOf(from + Math.floor(((until - from) * part) / 1000)) }).decision).not.toBe('allowed')
      }),
      runs,
    )
  })

  it('does not depend on the order of history', () => {
    const shuffled = requests.chain(body => fc.tuple(fc.constant(body), fc.shuffledSubarray(body.history ?? [], { minLength: body.history?.length ?? 0 })))
    fc.assert(
      fc.property(shuffled, ([body, history]) => {
        expect(answerTo({ ...body, history })).toEqual(answerTo(body))
      }),
      runs,
    )
  })

  it('is the same when the stored request is replayed', () => {
    fc.assert(
      fc.property(requests, body => {
        const stored = JSON.stringify(GuardRequest.parse(bare(body)))
        expect(answerTo(JSON.parse(stored) as GuardRequestBody)).toEqual(answerTo(body))
      }),
      runs,
    )
  })
})

describe('a question that is not understood', () => {
  const good: GuardRequestBody = { packs: [], at: '2026-06-15T10:00:00+08:00', recipientTimeZone: 'Asia/Shanghai', action: { purpose: 'collection', kind: 'call' } }
  const fields = (body: object) => (GuardRequest.safeParse(body).error?.issues ?? []).map(issue => [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.'))

  it.each([
    ['pack', { ...good, pack: 'us-reg-f' }],
    ['at', { ...good, at: 'today' }],
    ['packs', { ...good, packs: 'us-reg-f' }],
    ['recipientTimeZone', { ...good, recipientTimeZone: 'Mars/Olympus' }],
    ['recipientTimeZone', { ...good, recipientTimeZone: undefined }],
    ['recipientTimeZones.1', { ...good, recipientTimeZones: ['UTC', 'nowhere'] }],
    ['action.kind', { ...good, action: { ...good.action, kind: 'fax' } }],
    ['action.purpose', { ...good, action: { ...good.action, purpose: 'marketing' } }],
    ['action.phone', { ...good, action: { ...good.action, phone: '1' } }],
    ['action.content.audience', { ...good, action: { ...good.action, content: { audience: 'friends' } } }],
    ['history.0.at', { ...good, history: [{ kind: 'call' }] }],
    ['history.0.result', { ...good, history: [{ at: good.at, kind: 'call', result: 'RPC' }] }],
    ['facts.holds.0.reason', { ...good, facts: { holds: [{ reason: 'tired', from: good.at }] } }],
    ['facts.consent', { ...good, facts: { consent: [] } }],
    ['facts.agreedTimes.0.from', { ...good, facts: { agreedTimes: [{ from: '25:00', to: '26:00' }] } }],
    ['policy.conversationsPerDay', { ...good, policy: { conversationsPerDay: -1 } }],
    ['policy.allow', { ...good, policy: { allow: true } }],
  ])('names the field: %s', (field, body) => {
    expect(fields(good)).toEqual([])
    expect(fields(body)).toContain(field)
  })
})
