import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate'
import { readContent, wantedWords } from './reading'
import { GuardRequest } from './request'
import { rulesOfPacks, shippedPacks } from './shipped-packs'

const { rules } = rulesOfPacks(shippedPacks.map(pack => pack.code))
const phrases = ['Please call us.', '请致电我们', '回复退订', 'Reply STOP to opt out', '逾期15天', '您欠款¥100', '老赖', 'go to JAIL', '我们将向法院起诉', 'You owe $5', 'Robin Smith calling from ABC, Inc. Please contact me at 1-800-555-1212', 'blacklist', 'Take out another loan', '派出所', 'secret 7K3M']
const words = fc.subarray(phrases).map(parts => parts.join(' '))
const content = fc.record(
  { text: words, voicemail: words, fields: fc.subarray(['opt_out', 'hotline', 'borrower']), mentionsDebt: fc.boolean(), threatensLegalAction: fc.boolean(), audience: fc.constantFrom('private', 'public'), isOptOutConfirmation: fc.boolean() } as const,
  { requiredKeys: [] },
)
const ask = fc.record({ kind: fc.constantFrom('call', 'sms', 'email', 'letter', 'third_party_call'), party: fc.constantFrom('borrower', 'contact_person'), purpose: fc.constantFrom('collection', 'service', 'reply'), content } as const)
const facts = fc.record({ identityVerified: fc.constantFrom(true, false, null), legal: fc.constantFrom(null, { limitationEndsOn: '2020-01-01' }) })
const requestOf = (action: object, known: object) => GuardRequest.parse({ packs: [], at: '2026-06-15T12:00:00+08:00', recipientTimeZone: 'Asia/Shanghai', action, facts: known })

describe('what words say', () => {
  it('is all that the rules look at: kept without the words, the same decision', () => {
    fc.assert(
      fc.property(ask, facts, (action, known) => {
        const said = readContent(action.content, wantedWords(rules))
        const kept: unknown = JSON.parse(JSON.stringify({ ...action, content: said }))
        expect(evaluate(rules, requestOf(kept as object, known))).toEqual(evaluate(rules, requestOf(action, known)))
      }),
      { numRuns: 600 },
    )
  })

  it('is read once: a second reading changes nothing, and no phrase is left but a forbidden word', () => {
    fc.assert(
      fc.property(content, given => {
        const said = readContent(given, wantedWords(rules))
        expect(readContent(said, ['anything'])).toEqual(said)
        expect(JSON.stringify(said)).not.toMatch(/secret|Robin|15天|¥100|\$5/)
      }),
    )
  })

  it('names a forbidden word however it is written', () => {
    expect(readContent({ text: 'GO TO JAIL' }, ['go to jail', 'x']).read).toMatchObject({ words: ['go to jail'], hasText: true })
    expect(readContent({ voicemail: 'go to jail' }, ['go to jail']).read).toMatchObject({ words: ['go to jail'], hasText: false, isLimitedVoicemail: false })
    expect(readContent({ fields: ['hotline'] }, ['x'])).toEqual({ fields: ['hotline'] })
  })
})
