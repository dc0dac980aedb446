import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { localDate } from '@/lib/dates'
import { DomainError } from '@/lib/errors'
import { DelinquencyBody } from '@/lib/loans/delinquency-input'
import { PreviewBody } from '@/lib/payments/preview-input'
import { quotePlan } from '@/lib/plans/quote'
import { QuoteBody } from '@/lib/plans/quote-input'
import { replan } from '@/lib/plans/replan'
import { ReplanBody } from '@/lib/plans/replan-input'
import en from '@/messages/en.json'
import { parseBody } from './body'
import { operations } from './operations'

const today = localDate('2026-11-25')
const fieldsOf = (run: () => unknown): Record<string, string> => {
  try {
    run()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid') return error.details.fields ?? {}
    throw error
  }
  return {}
}
const quote = (own: object) => () =>
  quotePlan(parseBody(QuoteBody, { principalCents: 1_200_000, annualRatePpm: 120_000, count: 12, startOn: '2026-01-31', ...own }))
const instalments = [{ dueOn: '2026-11-01', principalCents: 100 }, { dueOn: '2026-12-01', principalCents: 100 }]
const anew = (body: object) => () => replan(parseBody(ReplanBody, { instalments, ...body }), today)

describe('a body that does not fit', () => {
  const schemas: [string, z.ZodType][] = [
    ['/api/v1/plans/quote', QuoteBody],
    ['/api/v1/plans/replan', ReplanBody],
    ['/api/v1/allocations/preview', PreviewBody],
    ['/api/v1/delinquency', DelinquencyBody],
  ]
  it.each(schemas)('%s names each field by a sentence that exists', (path, schema) => {
    const request = operations.find(operation => operation.path === path)?.request
    const example = request && 'schema' in request ? (request.example as Record<string, unknown>) : {}
    const names = Object.keys(example).filter(name => name !== 'kind')
    const wrong = fieldsOf(() => parseBody(schema, { ...example, ...Object.fromEntries(names.map(name => [name, { wrong: 1 }])) }))
    for (const name of names) expect(Object.keys(wrong).some(field => field.split('.')[0] === name), name).toBe(true)
    for (const field of Object.keys(wrong)) expect(names).toContain(field.split('.')[0])
    expect(fieldsOf(() => parseBody(schema, { ...example, surprise: 1 }))).toEqual({ surprise: 'field_unknown' })
    for (const other of [null, [], 'text', 7]) expect(fieldsOf(() => parseBody(schema, other))).toEqual({ body: 'body_not_object' })
    expect(Object.values(wrong).filter(reason => !(reason in en.errors))).toEqual([])
  })

  it.each<[string, () => unknown, Record<string, string>]>([
    ['an instalment below its interest', quote({ instalmentCents: 10_000 }), { instalmentCents: 'instalment_below_interest' }],
    ['a first date before the start', quote({ firstDueOn: '2026-01-30' }), { firstDueOn: 'date_before_start' }],
    ['no date at all', quote({ startOn: undefined }), { firstDueOn: 'date_missing' }],
    ['interest first to the end', quote({ method: { interest_first: { periods: 12 } } }), { method: 'interest_first_too_long' }],
    ['a method nobody knows', quote({ method: 'balloon', every: 'moon', dayCount: '30/365' }), { method: 'method_unknown', every: 'period_unknown', dayCount: 'choice_unknown' }],
    ['half a cent', quote({ principalCents: 0.5, count: 0, annualRatePpm: -1 }), { principalCents: 'amount_cents_invalid', count: 'count_invalid', annualRatePpm: 'rate_ppm_invalid' }],
    ['a change of an unknown kind', anew({ kind: 'magic' }), { kind: 'replan_kind_unknown' }],
    ['nothing ahead', anew({ kind: 're_amortise', on: '2026-12-02' }), { on: 'replan_nothing_ahead' }],
    ['a date that is not there', anew({ kind: 'move_due_date', dueOn: '2026-11-02', movedTo: '2026-11-05' }), { dueOn: 'instalment_number_unknown' }],
    ['a date moved back', anew({ kind: 'move_due_date', dueOn: '2026-12-01', movedTo: '2026-11-30' }), { movedTo: 'date_before_start' }],
    ['a grace after the end', anew({ kind: 'principal_grace', from: 3, periods: 1 }), { from: 'instalment_number_unknown' }],
    ['dates out of order', anew({ kind: 're_amortise', on: '2026-11-05', instalments: instalments.toReversed() }), { instalments: 'dates_not_ascending' }],
  ])('%s', (_name, run, expected) => expect(fieldsOf(run)).toEqual(expected))

  it('a waterfall that forgets a component, names one twice or is none', () => {
    const body = (waterfall: unknown) => () => parseBody(PreviewBody, { amountCents: 1, on: '2026-01-01', lines: [{ dueOn: '2026-01-01', component: 'fee', openCents: 1 }], waterfall })
    const all = ['past_due', 'due', 'in_advance']
    const components = ['penalty', 'fee', 'cost', 'interest', 'principal']
    expect(fieldsOf(body({ steps: [{ timings: all, by: 'component', components }] }))).toEqual({})
    for (const timings of [all.slice(1), all.slice(0, 2)]) expect(fieldsOf(body({ steps: [{ timings, by: 'component', components }] }))).not.toEqual({})
    for (const wrong of ['mine', 7, { steps: [] }, { steps: [{ timings: all, by: 'component', components: components.slice(1) }] }]) {
      expect(Object.keys(fieldsOf(body(wrong)))[0]).toMatch(/^waterfall/)
    }
  })
})
