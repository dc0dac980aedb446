import type { Operation } from '@/lib/api/operation'
import { localDate } from '@/lib/dates'
import { calculators } from './calculators'

/** Those that rest on facts with an end, and refuse to guess beyond it. */
const BY_TABLES = new Set(['response-deadlines', 'price-ceiling'])
const EXAMPLE_TODAY = localDate('2026-11-25')

export const calculatorOperations: readonly Operation[] = calculators.map(
  ({ name, summary, source, input, output, example, answer }) => ({
    method: 'post',
    path: `/api/v1/calculators/${name}`,
    tag: 'calculators',
    summary,
    description: `Reads and keeps nothing about a borrower. Rests on: ${source}.`,
    request: { schema: input, example },
    answers: { 200: { description: 'The answer with its source', schema: output, example: answer(example, EXAMPLE_TODAY) } },
    refuses: BY_TABLES.has(name) ? [400, 413, 422] : [400, 413],
  }),
)
