import { z } from 'zod'

const ppm = z.number().int().min(0).max(10_000_000)
const cents = z.number().int().min(0)

/** Merged strictest-wins from the lender's packs and its own tightening; the database's guard reads the same object. */
export const ContactRules = z.object({
  quietFromSecond: z.number().int().min(0).max(86_400),
  quietToSecond: z.number().int().min(0).max(86_400),
  conversationsPerDay: z.number().int().positive(),
  attemptsPerNumberPerDay: z.number().int().positive(),
  attemptsPerPersonPerDay: z.number().int().positive(),
  callsPerSevenDays: z.number().int().positive().nullable(),
  coolDownDays: z.number().int().min(0),
  conversationOutcomes: z.array(z.string()),
  uncountedOutcomes: z.array(z.string()),
  /** rule → the article that asks for it, shown with every block */
  sources: z.record(z.string(), z.string()),
})
export type ContactRules = z.infer<typeof ContactRules>

/** A lender's numbers. Defaults of decisions.md are seeded; every one is the lender's to set. */
export const LenderPolicy = z.object({
  contactRules: ContactRules,
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
