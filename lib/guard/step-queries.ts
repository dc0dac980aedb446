import type { Ctx } from '../context'
import { loadLegalFacts } from '../matters/legal-facts-queries'
import { loadLimitations } from '../matters/limitation-queries'
import { loadPlacementFacts, placingKey } from '../placements/facts-queries'
import { readContent } from './reading'
import { threatens as saysThreat } from './rules/content'
import type { RealAction, StepFacts } from './subject'

const threatens = (content: RealAction['content']): boolean => saysThreat(content && readContent(content, []))

type Asked = RealAction & { borrowerId: string; agencyId?: string }

/**
 * What only this sort of action asks about: a placement of its agency, a step at law and a threat of one of limitation. Each is loaded for
 * all who are asked about together, and nothing is asked of the database where no action is of such a sort. In the order given.
 */
export async function loadSteps(ctx: Ctx, asked: readonly Asked[]): Promise<StepFacts[]> {
  const isThreat = (one: Asked) => one.kind !== 'legal_step' && one.kind !== 'placement' && threatens(one.content)
  const [threatened, sued] = [peopleOf(asked.filter(isThreat)), peopleOf(asked.filter(one => one.kind === 'legal_step'))]
  const placed = asked.flatMap(({ kind, borrowerId, agencyId }) => (kind === 'placement' && agencyId ? [{ borrowerId, agencyId }] : []))
  const limitations = threatened.length > 0 ? await loadLimitations(ctx, threatened) : new Map<string, StepFacts['legal']>()
  const [legal, placements] = [await loadLegalFacts(ctx, sued), await loadPlacementFacts(ctx, placed)]
  return asked.map((one): StepFacts => {
    const { kind, borrowerId, agencyId } = one
    if (kind === 'legal_step') return { legal: legal.get(borrowerId) }
    if (kind === 'placement') return { placement: agencyId ? (placements.get(placingKey({ borrowerId, agencyId })) ?? null) : null }
    const limitation = isThreat(one) ? limitations.get(borrowerId) : undefined
    return limitation ? { legal: limitation } : {}
  })
}

const peopleOf = (asked: readonly Asked[]): string[] => [...new Set(asked.map(one => one.borrowerId))]
