import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { localDate } from '@/lib/dates'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { FREQUENCIES } from '@/lib/loans/due-dates'
import { COMPONENTS } from './waterfall'

const component = z.enum(COMPONENTS)
const date = z.iso.date()
const amountCents = z.int().describe('Minor units')

const Balance = z.strictObject({
  component,
  billedCents: z.int().describe('paid + waived + written off + open'),
  dueCents: z.int().describe('Of the open, what has fallen due'),
  paidCents: z.int(),
  waivedCents: z.int(),
  writtenOffCents: z.int(),
  openCents: z.int(),
})
const Working = z.strictObject({
  from: date,
  to: date,
  days: z.int(),
  principalCents: z.int(),
  interestCents: z.int(),
  ratePpm: z.int().describe('Contract rate × multiplier, millionths a year'),
  dayCount: z.enum(DAY_COUNTS),
  uncappedCents: z.int(),
  capCents: z.int().nullable(),
  amountCents,
})
const Interest = z.strictObject({
  from: date.describe('The day it runs from, itself not counted'),
  to: date,
  days: z.int().nullable().describe('null: the period is a plain part of the year'),
  dayCount: z.enum(DAY_COUNTS).nullable(),
  baseCents: z.int(),
  ratePpm: z.int(),
  parts: z.int(),
  partsPerYear: z.int(),
  amountCents: z.int().describe('base × rate × parts ÷ partsPerYear'),
})
const Line = z.strictObject({
  key: z.string().describe('Names the line, also in a dispute'),
  version: z.int().describe('1 is the contract; each plan has the next'),
  kind: z.enum(['instalment', 'charge', 'carried', 'penalty', 'payment', 'waiver', 'covered', 'replaced']),
  on: date,
  instalmentNumber: z.int().nullable(),
  amountCents: z.int().describe('What it adds to the debt, or takes from it'),
  dueCents: z.int(),
  parts: z.array(z.strictObject({ component, amountCents })),
  working: z.array(Working).describe('How a penalty was reached'),
  interest: Interest.nullable().describe("How the interest in a contract's instalment was reached"),
})
const Loan = z.strictObject({
  loanNumber: z.string(),
  product: z.string(),
  status: z.string(),
  disbursedOn: date,
  principalCents: z.int(),
  annualRatePpm: z.int(),
  frequency: z.enum(FREQUENCIES).describe('How often instalments fall due'),
  dayCount: z.enum(DAY_COUNTS).nullable().describe('How interest counts days; null takes every period as an equal part of the year'),
  daysPastDue: z.int(),
  outstandingCents: z.int(),
  dueCents: z.int(),
  creditCents: z.int(),
  balances: z.array(Balance),
  lines: z.array(Line).describe('Sum to `outstandingCents`; their `dueCents` to `dueCents`'),
})
const Statement = z.strictObject({
  borrowerId: z.uuid(),
  borrowerNumber: z.string(),
  currency: z.enum(['CNY', 'USD', 'GBP']),
  asOf: date,
  outstandingCents: z.int(),
  dueCents: z.int(),
  loans: z.array(Loan),
})

const example: z.input<typeof Statement> = {
  borrowerId: '019a0000-0000-7000-8000-000000000001',
  borrowerNumber: 'B-000123',
  currency: 'CNY',
  asOf: localDate('2026-03-02'),
  outstandingCents: 101_933,
  dueCents: 101_933,
  loans: [
    {
      loanNumber: 'AH-2026-000123',
      product: 'instalment_loan',
      status: 'active',
      disbursedOn: '2026-01-01',
      principalCents: 100_000,
      annualRatePpm: 240_000,
      frequency: 'monthly',
      dayCount: null,
      daysPastDue: 29,
      outstandingCents: 101_933,
      dueCents: 101_933,
      creditCents: 0,
      balances: [
        { component: 'principal', billedCents: 100_000, dueCents: 100_000, paidCents: 0, waivedCents: 0, writtenOffCents: 0, openCents: 100_000 },
        { component: 'penalty', billedCents: 1_933, dueCents: 1_933, paidCents: 0, waivedCents: 0, writtenOffCents: 0, openCents: 1_933 },
      ],
      lines: [
        { key: 'instalment:1:1', version: 1, kind: 'instalment', on: '2026-02-01', instalmentNumber: 1, amountCents: 100_000, dueCents: 100_000, parts: [{ component: 'principal', amountCents: 100_000 }], working: [], interest: null },
        {
          key: 'penalty:1:1:accrued',
          version: 1,
          kind: 'penalty',
          on: '2026-02-01',
          instalmentNumber: 1,
          amountCents: 1_933,
          dueCents: 1_933,
          parts: [{ component: 'penalty', amountCents: 1_933 }],
          working: [
            { from: '2026-02-02', to: '2026-03-02', days: 29, principalCents: 100_000, interestCents: 0, ratePpm: 360_000, dayCount: 'act/360', uncappedCents: 2_900, capCents: 1_933, amountCents: 1_933 },
          ],
          interest: null,
        },
      ],
    },
  ],
}

export const statementOperation: Operation = {
  method: 'get',
  path: '/api/v1/borrowers/{id}/statement',
  tag: 'statements',
  summary: 'What a borrower owes and how it came about, as of a day',
  description: 'By what is known now: a payment recorded later counts from the day it is effective. Loans that were paid out by then.',
  scope: 'statement:read',
  parameters: [
    { name: 'id', in: 'path', description: "The borrower's id or number", schema: z.string(), example: 'B-000123' },
    { name: 'asOf', in: 'query', description: "A day that is not ahead; today in the lender's zone when left out", schema: date, example: '2026-03-02' },
  ],
  answers: { 200: { description: 'The statement', schema: Statement, example } },
  refuses: [400, 403, 404],
}
