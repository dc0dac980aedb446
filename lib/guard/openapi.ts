import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { IdempotencyKey } from '@/lib/payments/input'
import { toToken } from '@/lib/url-token'
import { answerBody, decisionBody, evaluateRequest } from './api'
import { assessmentOf } from './assessment'
import { ContactReport, DecisionBody } from './machine-input'
import { GuardRequest, type GuardRequestBody } from './request'
import { severities, Words } from './rule'

const moment = z.iso.datetime().nullable()
const source = z.string().describe('Authority and article in English; `sourceText` has them in both languages')
const reason = z.strictObject({ rule: z.string(), pack: z.string(), severity: z.enum(severities), source, sourceText: Words, text: Words, lift: Words, until: moment, values: z.record(z.string(), z.union([z.string(), z.number()])) })
const told = z.strictObject({ rule: z.string(), isBlock: z.boolean(), source, sourceText: Words.nullable().describe('null: the database’s own check'), text: Words.nullable(), lift: Words.nullable(), until: moment, values: reason.shape.values })
const shared = {
  decision: z.enum(['allowed', 'blocked', 'needs_reason']),
  nextPermittedAt: moment.describe('The first moment at which the same request is allowed if nothing else happens; null: not by waiting'),
  remaining: z.array(z.strictObject({ rule: z.string(), pack: z.string(), used: z.int(), limit: z.int(), resetsAt: moment })),
  conditions: z.array(z.strictObject({ rule: z.string(), pack: z.string(), text: Words })).describe('What the rules ask of an action that they let pass'),
}
const Evaluation = z.strictObject({ ...shared, reasons: z.array(reason), nextWithReasonAt: moment.describe('The first moment at which only warnings are left') })
const Stored = z.strictObject({ ...shared, id: z.string(), reasons: z.array(told), usableUntil: moment })

const question: GuardRequestBody = {
  packs: ['cn-gbt-45251-2025', 'cn-cba-2026'],
  at: '2026-11-25T14:30:00Z',
  recipientTimeZone: 'Asia/Shanghai',
  action: { purpose: 'collection', kind: 'call', party: 'borrower', number: 'A', debts: ['loan-1'] },
  history: [{ at: '2026-11-25T02:00:00Z', kind: 'call', number: 'A', debts: ['loan-1'], outcome: 'RPC' }],
}
const answer = evaluateRequest(GuardRequest.parse(question))
const borrowerId = '019a0000-0000-7000-8000-000000000001'
const decisionId = '019a0000-0000-7000-8000-000000000003'
const stored = decisionBody(borrowerId, { ...assessmentOf(answer), decisionId }, new Date('2026-11-25T14:30:00Z'))

export const guardOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/guard/evaluate',
    tag: 'guard',
    summary: 'Would this be allowed?',
    description:
      'Stateless: packs (`code`, the shipped pack, or `code@version`, also the lender’s own versions, drafts included, with the scope `guard:decide`), the lender’s policy, the moment, the recipient’s zone or every likely one, the action, the history and the facts; the decision with all rules that speak. The pack `house` always applies, and more packs or a policy can only tighten. Outcomes are the codes of the dispositions (`RPC`, `NA`, `BUSY`, `EN`, `LM`, …) or `conversation`, `no_answer`, `busy`, `not_assigned`, `voicemail`; null is a call whose result is not known yet and counts as used.',
    request: { schema: GuardRequest, example: question },
    answers: { 200: { description: 'The decision', schema: Evaluation, example: answerBody(answer) } },
    refuses: [400, 403, 413],
  },
  {
    method: 'post',
    path: '/api/v1/guard/decisions',
    tag: 'guard',
    summary: 'Take a decision for a real person',
    description:
      'For diallers, robots and agencies: the decision is stored and, when allowed, takes its allowance. It is to be used within ten minutes, once, by reporting the contact. Exactly one of `borrowerNumber`, `caseNumber` and `loanNumber` says who; `number` or `email` must be on file. The same key is the same decision. An agency’s key knows the borrowers that are placed with it, until the recall, and everything it asks is collection.',
    scope: 'guard:decide',
    parameters: [{ name: 'idempotency-key', in: 'header', required: true, description: 'Makes a retry safe', schema: IdempotencyKey, example: 'dialler-20261125-000042' }],
    request: { schema: DecisionBody, example: { borrowerNumber: 'AN000001', kind: 'call', number: '+8619400000001' } },
    answers: { 201: { description: 'The decision, allowed or not', schema: Stored, example: stored } },
    refuses: [400, 403, 404, 409, 413],
  },
  {
    method: 'post',
    path: '/api/v1/guard/decisions/{id}/contact',
    tag: 'guard',
    summary: 'Report the contact that a decision allowed',
    description: 'Writes the contact once; `outcome` may follow in a second report. A decision that is used, older than ten minutes or another key’s is refused.',
    scope: 'guard:decide',
    parameters: [{ name: 'id', in: 'path', description: 'The `id` of the decision', schema: z.string(), example: stored.id }],
    request: { schema: ContactReport, example: { outcome: 'NA', note: null } },
    answers: { 200: { description: 'The contact', schema: z.strictObject({ id: z.string(), outcome: z.string().nullable() }), example: { id: toToken(borrowerId, decisionId), outcome: 'NA' } } },
    refuses: [400, 403, 404, 409, 413],
  },
]
