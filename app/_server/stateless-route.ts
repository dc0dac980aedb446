import type { z } from 'zod'
import { parseBody } from '@/lib/api/body'
import type { LocalDate } from '@/lib/dates'
import { jsonBody, route } from './route'

/** A question that any valid API key may ask: nothing about a borrower is read or kept. */
export const statelessRoute = <S extends z.ZodType>(schema: S, answer: (body: z.output<S>, today: LocalDate) => object) =>
  route({ actor: 'api', run: async (ctx, { request }) => answer(parseBody(schema, await jsonBody(request)), ctx.today) })
