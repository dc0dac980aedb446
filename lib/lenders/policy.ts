import { z } from 'zod'
import { GuardPolicy } from '../guard/policy'

const ppm = z.number().int().min(0).max(10_000_000)
const cents = z.number().int().min(0)

/** The floor under the rules of the packs and the lender (`lib/guard/floor.ts`); the database's own guard reads it. */
export const ContactRules = z.object({
  quietFromSecond: z.number().int().min(0).max(86_400),
  quietToSecond: z.number().int().min(0).max(86_400),
  conversationsPerDay: z.number().int().min(0),
  attemptsPerNumberPerDay: z.number().int().min(0),
  attemptsPerPersonPerDay: z.number().int().min(0),
  callsPerSevenDays: z.number().int().min(0).nullable(),
  coolDownDays: z.number().int().min(0),
  conversationOutcomes: z.array(z.string()),
  uncountedOutcomes: z.array(z.string()),
})
export type ContactRules = z.infer<typeof ContactRules>

/** A lender's numbers. Defaults of decisions.md are seeded; every one is the lender's to set. */
export const LenderPolicy = z.object({
  contactRules: ContactRules,
  guard: GuardPolicy,
  decideByDays: z.number().int().positive(),
  holdDays: z.number().int().positive(),
  reviewerLimitCents: cents,
  waiverLimitPpm: ppm,
  graceDays: z.number().int().min(0),
  promiseTolerancePpm: ppm,
  promiseGraceDays: z.number().int().min(0),
  promiseHorizonDays: z.number().int().positive(),
  affordableSharePpm: ppm,
  maxPlanInstalments: z.number().int().positive(),
  offerValidDays: z.number().int().positive(),
  remindBeforeDays: z.array(z.number().int().positive()),
  strategyCode: z.string(),
  waterfall: z.string(),
  penalty: z.object({ multiplierPpm: ppm, dayCount: z.union([z.literal(360), z.literal(365)]), allInCapPpm: ppm.nullable(), graceDays: z.number().int().min(0) }),
})
export type LenderPolicy = z.infer<typeof LenderPolicy>
