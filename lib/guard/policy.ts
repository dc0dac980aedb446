import { z } from 'zod'
import { Words } from './rule'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/)
const limit = z.number().int().min(0).max(1000)

/** A lender's own numbers. Each becomes a rule beside those of the packs, so it can only tighten. */
export const GuardPolicy = z.strictObject({
  quietFrom: clock.optional(),
  quietTo: clock.optional(),
  conversationsPerDay: limit.optional(),
  attemptsPerNumberPerDay: limit.optional(),
  attemptsPerPersonPerDay: limit.optional(),
  callsPerSevenDays: limit.optional(),
  coolDownDays: limit.optional(),
  messagesPerDay: limit.optional(),
  thirdPersonNeedsConsent: z.boolean().optional(),
  blockWorkplaceVisits: z.boolean().optional(),
  visitNeedsApproval: z.boolean().optional(),
  forbiddenWords: z.array(z.string().min(1).max(100)).max(200).optional(),
  /** who may go past a warning with a reason; everybody when absent */
  reasonRoles: z.array(z.string().max(50)).max(20).optional(),
  /** where the numbers are written down, shown with each block */
  source: z.union([z.string().max(200), Words]).optional(),
})
export type GuardPolicy = z.output<typeof GuardPolicy>
