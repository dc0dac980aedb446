import { newId } from '../clock'
import { addMinutes } from '../dates'
import { sendMessage } from '../outbox/send-commands'
import { placeCase } from '../placements/commands'
import { sendPlacementNotice } from '../placements/notice-commands'
import { NOON, type World } from './world'

type Case = { borrowerId: string; caseId: string }

/** The lawful way: the notice is sent and handed over, then the case is placed. With the agency's context of the minutes after. */
export async function placedWith(world: World, lenderId: string, key: Case, agency?: Awaited<ReturnType<World['agency']>>) {
  const to = agency ?? (await world.agency(lenderId))
  const supervisor = await world.ctx(await world.staff(lenderId, 'supervisor'), addMinutes(NOON, -10))
  const { messageId } = await sendPlacementNotice(supervisor, { ...key, agencyId: to.id })
  await sendMessage(await world.systemCtx(lenderId, addMinutes(NOON, -9)), key.borrowerId, messageId ?? '')
  const placing = await world.ctx(supervisor.actor, addMinutes(NOON, -8))
  const placed = await placeCase(placing, { ...key, agencyId: to.id, requestKey: newId() })
  if (placed.outcome !== 'placed') throw new Error(`not placed: ${placed.decision.reasons.map(reason => reason.rule).join(', ')}`)
  return { agency: await world.ctx(to.actor), agencyId: to.id, placementId: placed.placementId, supervisor: await world.ctx(supervisor.actor) }
}
