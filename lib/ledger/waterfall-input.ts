import { z } from 'zod'
import { COMPONENTS, isCompleteWaterfall, WATERFALL_IDS, WATERFALLS, type Waterfall } from './waterfall'

const once = (values: readonly string[]) => new Set(values).size === values.length

const step = z.strictObject(
  {
    timings: z
      .array(z.enum(['past_due', 'due', 'in_advance'], { error: 'choice_unknown' }), { error: 'list_needed' })
      .min(1, { error: 'list_needed' })
      .refine(once, { error: 'waterfall_part_twice' }),
    by: z.enum(['instalment', 'component'], { error: 'choice_unknown' }),
    components: z
      .array(z.enum(COMPONENTS, { error: 'choice_unknown' }), { error: 'list_needed' })
      .min(1, { error: 'list_needed' })
      .refine(once, { error: 'waterfall_part_twice' }),
  },
  { error: issue => (issue.code === 'unrecognized_keys' ? 'field_unknown' : 'body_not_object') },
)
const steps = z
  .array(step, { error: 'list_needed' })
  .min(1, { error: 'list_needed' })
  .max(30, { error: 'list_too_long' })
  .refine(given => isCompleteWaterfall({ id: '', steps: given }), { error: 'waterfall_incomplete' })

/** An allocation order of a lender's or product's own: every component is reached whenever it falls due, or it is refused. */
const OwnWaterfall = z.strictObject(
  {
    id: z.string({ error: 'text_needed' }).min(1, { error: 'text_needed' }).max(60, { error: 'text_too_long' }).default('own'),
    steps,
    afterDpd: z
      .strictObject({ dpd: z.int({ error: 'count_invalid' }).min(0, { error: 'count_invalid' }).max(36_600, { error: 'count_invalid' }), steps }, { error: 'body_not_object' })
      .optional()
      .describe('The order once the loan is more than `dpd` days past due'),
  },
  { error: issue => (issue.code === 'unrecognized_keys' ? 'field_unknown' : 'waterfall_unknown') },
)

/** The name of a preset, or an order as data. */
export const WaterfallChoice = z.union([z.enum(WATERFALL_IDS, { error: 'waterfall_unknown' }), OwnWaterfall], { error: 'waterfall_unknown' })
export type WaterfallChoice = z.output<typeof WaterfallChoice>

export function waterfallFrom(choice: WaterfallChoice): Waterfall {
  if (typeof choice === 'string') return WATERFALLS[choice]
  const { afterDpd, ...own } = choice
  return afterDpd ? { ...own, afterDpd } : own
}
