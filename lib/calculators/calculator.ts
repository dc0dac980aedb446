import { z } from 'zod'
import { parseBody } from '@/lib/api/body'
import type { LocalDate } from '@/lib/dates'

type Parts<I extends z.ZodType, R> = {
  /** The last part of its address: `/api/v1/calculators/<name>`. */
  name: string
  summary: string
  /** Laws and articles that the answer rests on. */
  source: string
  input: I
  output: z.ZodObject & z.ZodType<R>
  example: z.input<I>
}

const source = z.string().describe('Laws and articles that the answer rests on')

/** A rule of law as a function with a published body and answer. `answer` throws `invalid` with each field that does not fit. */
export type Calculator = Pick<Parts<z.ZodType, unknown>, 'name' | 'summary' | 'source' | 'input' | 'example'> & {
  output: z.ZodObject
  answer: (body: unknown, today: LocalDate) => object
}

export function calculator<I extends z.ZodType, R>(
  parts: Parts<I, R>,
  run: (input: z.output<I>, today: LocalDate) => R,
): Calculator {
  const { input, output, source: article } = parts
  return {
    ...parts,
    output: output.extend({ source }),
    answer: (body, today) => ({ ...run(parseBody(input, body), today), source: article }),
  }
}
