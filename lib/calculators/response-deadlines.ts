import { z } from 'zod'
import { calendars } from '@/lib/calendars/shipped'
import { rollForward, type Reckoned } from '@/lib/calendars/working-days'
import { addDays, addMonths, type LocalDate } from '@/lib/dates'
import { ruleViolation } from '@/lib/errors'
import { calculator } from './calculator'
import { STEP_NAMES, stepOf, type CourtStep } from './court-steps'
import { body, choice, date, dateOut } from './fields'

const input = body({
  country: choice(['CN']).default('CN'),
  steps: z
    .array(
      body({ step: choice(STEP_NAMES), from: date.describe('The day of the event that starts the term; not counted itself') }),
      { error: 'list_needed' },
    )
    .min(1, { error: 'list_needed' })
    .max(100, { error: 'list_too_long' }),
})

/**
 * The last day of court terms: the start day is not counted, and a last day on a holiday moves to the next working day (Civil Procedure
 * Law art. 85). Throws `calendar_not_covered` when the holidays of one of them are not known.
 */
export const responseDeadlines = calculator(
  {
    name: 'response-deadlines',
    summary: 'Last days of court terms, moved past holidays (China)',
    source: 'Civil Procedure Law (2023) art. 85 and the article of each step',
    input,
    output: z.strictObject({
      deadlines: z.array(
        z.strictObject({
          step: z.enum(STEP_NAMES),
          from: dateOut,
          startsWith: z.string().describe('The event that starts the term'),
          countedDayOn: dateOut.describe('Before a holiday moves it'),
          lastDayOn: dateOut,
          isRolled: z.boolean(),
          article: z.string(),
        }),
      ),
    }),
    example: { steps: [{ step: 'defence', from: '2026-09-16' }] },
  },
  ({ country, steps }) => {
    const reckoned = steps.map(({ step, from }) => {
      const { from: startsWith, article, ...term } = stepOf(step)
      const countedDayOn = endOf(term, from)
      const last: Reckoned<LocalDate> =
        term.rolls === false ? { ok: true, value: countedDayOn } : rollForward(calendars[country], countedDayOn)
      return { step, from, startsWith, countedDayOn, last, article }
    })
    const refusals = reckoned.flatMap(({ last }) => (last.ok ? [] : [last.refusal]))
    if (refusals.length > 0) throw ruleViolation('calendar_past_coverage', refusals)
    return {
      deadlines: reckoned.map(({ last, ...deadline }) => {
        const lastDayOn = last.ok ? last.value : deadline.countedDayOn
        return { ...deadline, lastDayOn, isRolled: lastDayOn !== deadline.countedDayOn }
      }),
    }
  },
)

const endOf = ({ days, months }: Pick<CourtStep, 'days' | 'months'>, from: LocalDate): LocalDate =>
  months ? addMonths(from, months) : addDays(from, days ?? 0)
