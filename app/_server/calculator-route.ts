import type { Calculator } from '@/lib/calculators/calculator'
import { jsonBody, route } from './route'

/** Any valid API key may ask: nothing about a borrower is read or kept. */
export const calculatorRoute = ({ answer }: Calculator) =>
  route({ actor: 'api', run: async (ctx, { request }) => answer(await jsonBody(request), ctx.today) })
