import { z } from 'zod'
import { calendars } from '@/lib/calendars/shipped'
import { rollForward } from '@/lib/calendars/working-days'
import type { LocalDate } from '@/lib/dates'
import { calculator } from './calculator'
import { body, choice, date, dateOut } from './fields'
import { EVENT_KINDS, LimitationEvent } from './limitation-events'
import { lastDay, limitationPeriod } from './limitation-period'

const STATUSES = ['not_begun', 'running', 'expired', 'defence_waived'] as const

const input = body({
  country: choice(['CN']).default('CN'),
  lastInstalmentDueOn: date.optional().describe('Due date of the last instalment'),
  instalmentsDueOn: z
    .array(date, { error: 'list_needed' })
    .min(1, { error: 'list_needed' })
    .max(600, { error: 'list_too_long' })
    .optional()
    .describe('Instead: every due date; the last one counts'),
  events: z.array(LimitationEvent, { error: 'list_needed' }).max(500, { error: 'list_too_long' }).default([]),
  asOf: date.optional().describe('The day the question is asked for; today when left out. Later events do not count'),
}).refine(given => (given.lastInstalmentDueOn === undefined) !== (given.instalmentsDueOn === undefined), {
  path: ['lastInstalmentDueOn'],
  error: 'one_of_two',
})

const output = z.strictObject({
  endsOn: dateOut.describe(
    'The last day of the period: moved past a holiday (art. 203) where the calendar reaches, else the corresponding day itself',
  ),
  correspondingDayOn: dateOut.describe('The day of art. 202, before a holiday moves it'),
  runsFrom: dateOut.describe('Due date or event that the period was last reckoned from'),
  longStopOn: dateOut,
  status: z.enum(STATUSES),
  defenceWaivedOn: dateOut.nullable(),
  asOf: dateOut,
  calendar: z
    .strictObject({ isCovered: z.boolean(), country: z.string(), coveredFrom: dateOut, coveredThrough: dateOut })
    .describe(
      'isCovered false: the holidays of that day are not known yet, so endsOn is the corresponding day, which is never later',
    ),
  events: z.array(
    z.strictObject({
      kind: z.enum(EVENT_KINDS),
      on: dateOut,
      effect: z.enum(['restarts', 'suspends', 'waives_defence', 'none']),
      why: z.string(),
      endsOn: dateOut.describe('The corresponding day after this event'),
      source: z.string(),
    }),
  ),
})

/** When the claim for a loan in instalments becomes time-barred, and which events made it so. PRC Civil Code art. 188, 189, 192, 194, 195, 200–203. */
export const limitation = calculator(
  {
    name: 'limitation',
    summary: 'Limitation period of a loan in instalments, with the events that interrupt it (China)',
    source:
      'PRC Civil Code art. 188, 189, 192, 194, 195, 201-203; SPC limitation rules (2020) art. 8, 11, 12, 14, 17, 19; SPC bank-card rules (2021) art. 3',
    input,
    output,
    example: {
      lastInstalmentDueOn: '2023-05-12',
      events: [{ kind: 'demand', on: '2025-03-01', isDeliveryProven: true }],
      asOf: '2026-11-25',
    },
  },
  (given, today) => {
    const calendar = calendars[given.country]
    const asOf = given.asOf ?? today
    const lastDueOn = given.lastInstalmentDueOn ?? (given.instalmentsDueOn ?? []).toSorted().at(-1) ?? asOf
    const { correspondingDay, waivedOn, events, ...period } = limitationPeriod(lastDueOn, given.events, asOf, calendar)
    const endsOn = lastDay(calendar, correspondingDay)
    const { country, coveredFrom, coveredThrough } = calendar
    return {
      endsOn,
      correspondingDayOn: correspondingDay,
      ...period,
      status: statusOf({ lastDueOn, endsOn, waivedOn, asOf }),
      defenceWaivedOn: waivedOn,
      asOf,
      calendar: { isCovered: rollForward(calendar, correspondingDay).ok, country, coveredFrom, coveredThrough },
      events,
    }
  },
)

function statusOf({
  lastDueOn,
  endsOn,
  waivedOn,
  asOf,
}: {
  lastDueOn: LocalDate
  endsOn: LocalDate
  waivedOn: LocalDate | null
  asOf: LocalDate
}): (typeof STATUSES)[number] {
  if (waivedOn) return 'defence_waived'
  if (asOf <= lastDueOn) return 'not_begun'
  return asOf > endsOn ? 'expired' : 'running'
}
