import { z } from 'zod'
import { GuardPolicy } from '../guard/policy'
import { WaterfallChoice } from '../ledger/waterfall-input'
import { DAY_COUNTS } from '../loans/day-count'
import { FREQUENCIES } from '../loans/due-dates'

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

export const PenaltyPolicy = z.object({
  multiplierPpm: ppm,
  dayCount: z.union([z.literal(360), z.literal(365), z.enum(DAY_COUNTS)]),
  /** Ceiling of interest and penalty together, a year; null for none. */
  allInCapPpm: ppm.nullable(),
  /** A second ceiling: so many times the one-year LPR on the day the loan was paid out. */
  lprMultiple: z.number().int().min(1).max(10).optional(),
  /** Unpaid interest bears the overdue rate too. */
  compound: z.boolean().optional(),
  graceDays: z.number().int().min(0),
})

export const CLAUSE_SUBJECTS = ['interest', 'penalty', 'fee', 'allocation', 'plan'] as const
/** What the contract itself says of one subject, in its own words. */
const ContractClause = z.object({ reference: z.string().min(1).max(60), en: z.string().min(1).max(1000), zhCn: z.string().min(1).max(1000) })
const ContractClauses = z.partialRecord(z.enum(CLAUSE_SUBJECTS), ContractClause)

const PromisePolicy = z
  .object({ graceDays: z.number().int().min(0), tolerancePpm: ppm, horizonDays: z.number().int().positive(), partialPpm: ppm, maxParts: z.number().int().min(2).max(12) })
  .partial()

/** How a signed plan is kept alive: what a borrower may change alone, when they are asked, how long a broken plan can be caught up. */
const GuardianPolicy = z.object({
  /** One date later by so many days at most, and so many changes in one plan. */
  moveDays: z.number().int().min(0).default(10),
  changesPerPlan: z.number().int().min(0).default(2),
  checkInDays: z.number().int().min(0).default(7),
  /** After a plan has broken: paid up within so many days it goes on. */
  cureDays: z.number().int().min(0).default(10),
  reviewBeforeDays: z.number().int().min(0).default(14),
})
export type GuardianPolicy = z.infer<typeof GuardianPolicy>

/** The usual rhythm of new loans; a loan keeps what it began with. */
const InterestPolicy = z.object({ frequency: z.enum(FREQUENCIES).optional(), dayCount: z.enum(DAY_COUNTS).optional() })

/** What one of the lender's products has of its own. */
const ProductPolicy = z.object({
  waterfall: WaterfallChoice.optional(),
  penalty: PenaltyPolicy.partial().optional(),
  interest: InterestPolicy.optional(),
  clauses: ContractClauses.optional(),
})

const LenderTerms = z.object({ waterfall: WaterfallChoice, penalty: PenaltyPolicy })
export const ProductTerms = LenderTerms.partial().extend({ penalty: PenaltyPolicy.partial().optional() })
export type LenderTerms = z.infer<typeof LenderTerms>
export type ProductTerms = z.infer<typeof ProductTerms>
const byFirstDay = <S extends z.ZodType>(terms: S) => z.record(z.iso.date(), terms)

/** Allocation order and penalty for loans paid out from a day on, whole for their scope; loans paid out before keep what they had. */
const DatedTerms = z.object({ lender: byFirstDay(LenderTerms).optional(), products: z.record(z.string(), byFirstDay(ProductTerms)).optional() })

/** A lender's numbers. Defaults of decisions.md are seeded; every one is the lender's to set. */
export const LenderPolicy = z.object({
  contactRules: ContactRules,
  guard: GuardPolicy,
  decideByDays: z.number().int().positive(),
  holdDays: z.number().int().positive(),
  reviewerLimitCents: cents,
  /** Above it a payment entered by hand waits for a second person. */
  paymentApprovalCents: cents.default(5_000_000),
  waiverLimitPpm: ppm,
  graceDays: z.number().int().min(0),
  promiseTolerancePpm: ppm,
  promiseGraceDays: z.number().int().min(0),
  promiseHorizonDays: z.number().int().positive(),
  /** By kind; and at most so many promises of one case in so many days. */
  promises: z
    .object({
      kinds: z.partialRecord(z.enum(['full', 'part', 'instalments']), PromisePolicy).optional(),
      most: z.object({ count: z.number().int().positive(), days: z.number().int().positive() }).optional(),
    })
    .optional(),
  affordableSharePpm: ppm,
  maxPlanInstalments: z.number().int().positive(),
  /** So many plans within so many months may be signed before a supervisor decides on the next. */
  maxRestructures: z.number().int().positive().default(2),
  restructureMonths: z.number().int().positive().default(24),
  /** Months under watch after a plan's end (at least 12: 金融资产风险分类办法 2023). */
  watchMonths: z.number().int().positive().default(12),
  offerValidDays: z.number().int().positive(),
  /** Days between telling a borrower and reporting bad information to the credit bureau. */
  creditNoticeDays: z.number().int().positive().default(7),
  remindBeforeDays: z.array(z.number().int().positive()),
  guardian: GuardianPolicy.prefault({}),
  strategyCode: z.string(),
  waterfall: WaterfallChoice,
  penalty: PenaltyPolicy,
  clauses: ContractClauses.optional(),
  /** By product code; what is not said there is the lender's. */
  products: z.record(z.string(), ProductPolicy).optional(),
  /** What takes the place of `waterfall` and `penalty` above, for later loans. */
  terms: DatedTerms.optional(),
})
export type LenderPolicy = z.infer<typeof LenderPolicy>
