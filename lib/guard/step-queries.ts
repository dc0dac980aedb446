import type { Ctx } from '../context'
import { loadLegalFacts } from '../matters/legal-facts-queries'
import { loadLimitations } from '../matters/limitation-queries'
import { loadPlacementFacts } from '../placements/facts-queries'
import { readContent } from './reading'
import { threatens as saysThreat } from './rules/content'
import type { RealAction, StepFacts } from './subject'

const threatens = (content: RealAction['content']): boolean => saysThreat(content && readContent(content, []))

type Asked = RealAction & { borrowerId: string; agencyId?: string }

/**
 * What only this sort of action asks about: a placement of its agency, a step at law and a threat of one of limitation. Nothing is asked of
 * the database where no action is of such a sort. In the order given.
 */
export async function loadSteps(ctx: Ctx, asked: readonly Asked[]): Promise<StepFacts[]> {
  const threatened = asked.filter(one => one.kind !== 'legal_step' && threatens(one.content))
  const limitations = threatened.length > 0 ? await loadLimitations(ctx, [...new Set(threatened.map(one => one.borrowerId))]) : new Map()
  const steps: StepFacts[] = []
  for (const one of asked) steps.push(await stepOf(ctx, one, limitations))
  return steps
}

async function stepOf(ctx: Ctx, { kind, borrowerId, agencyId, content }: Asked, limitations: Awaited<ReturnType<typeof loadLimitations>>): Promise<StepFacts> {
  if (kind === 'legal_step') return { legal: await loadLegalFacts(ctx, borrowerId) }
  if (kind === 'placement') return { placement: agencyId ? await loadPlacementFacts(ctx, borrowerId, agencyId) : null }
  const limitation = threatens(content) ? limitations.get(borrowerId) : undefined
  return limitation ? { legal: limitation } : {}
}
