import { describe, expect, it } from 'vitest'
import { isLimitedContent, limitedContentFaults } from './limited-content'

describe('a limited-content message', () => {
  it.each([
    ['the published one (G12)', 'Robin Smith calling from ABC, Inc. Please contact me or Jim Johnson at 1-800-555-1212'],
    ['with a salutation and a time', 'Hello Ms Lee, this is Anna Brown with Meadow Partners, it is 3 p.m. on Tuesday. Please call me back at 212-555-0147.'],
    ['with any representative', 'This is Anna Brown from Meadow Partners. Please call me or any representative at (212) 555-0147.'],
    ['with times to reply', 'This is Anna Brown from Meadow Partners. Please return my call at 212-555-0147 between 9 and 5.'],
    ['of a credit union', 'This is Anna Brown from Valley Credit Union. Please call me at 212-555-0147.'],
  ])('%s', (_what, words) => {
    expect(limitedContentFaults(words)).toEqual([])
    expect(isLimitedContent(words)).toBe(true)
  })

  it.each([
    ['a name that tells of collecting (G13)', 'Robin Smith calling from Ficus Debt Collection Services. Please contact me or Jim Johnson at 1-800-555-1212', 'business_name'],
    ['a recovery business', 'This is Anna Brown from Northern Recovery. Please call me at 212-555-0147.', 'business_name'],
    ['no business', 'This is Anna Brown. Please call me at 212-555-0147.', 'business_name'],
    ['no person', 'This is a call from Meadow Partners. Please call us at 212-555-0147.', 'natural_person'],
    ['no number', 'This is Anna Brown from Meadow Partners. Please call me back.', 'telephone_number'],
    ['no request to reply', 'Anna Brown from Meadow Partners, 212-555-0147.', 'request_to_reply'],
    ['only the word calling', 'Anna Brown is calling from Meadow Partners, 212-555-0147.', 'request_to_reply'],
    ['a debt', 'This is Anna Brown from Meadow Partners about your debt. Please call me at 212-555-0147.', 'nothing_else'],
    ['an amount', 'This is Anna Brown from Meadow Partners. Please call me at 212-555-0147 about $120.', 'nothing_else'],
    ['a payment', 'This is Anna Brown from Meadow Partners. Please call me at 212-555-0147 to make a payment.', 'nothing_else'],
    ['an account', 'This is Anna Brown from Meadow Partners. Please call me at 212-555-0147 about your account.', 'nothing_else'],
    ['a legal matter', 'This is Anna Brown from Meadow Partners. Please call me at 212-555-0147 on a legal matter.', 'nothing_else'],
  ])('is none with or without: %s', (_what, words, fault) => {
    expect(isLimitedContent(words)).toBe(false)
    expect(limitedContentFaults(words)).toContain(fault)
  })

  it('is none when empty', () => {
    expect(limitedContentFaults('')).toEqual(['business_name', 'natural_person', 'telephone_number', 'request_to_reply'])
  })
})
