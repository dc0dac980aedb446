import { z } from 'zod'
import { localDate } from '@/lib/dates'
import { cents } from '@/lib/money'

/** Cent-days of this much over a century stay exact. */
const MOST_CENTS = 100_000_000_000
const MOST_DAYS = 36_600

const whole = (error: string, least: number, most: number) => z.int({ error }).min(least, { error }).max(most, { error })

/** A body that names its unknown fields. */
export const body = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, { error: issue => (issue.code === 'unrecognized_keys' ? 'field_unknown' : 'body_not_object') })

export const amountCents = whole('amount_cents_invalid', 0, MOST_CENTS).transform(cents)
export const ratePpm = (most = 10_000_000) => whole('rate_ppm_invalid', 0, most)
export const count = (least: number, most: number) => whole('count_invalid', least, most)
export const days = count(0, MOST_DAYS)
export const flag = z.boolean({ error: 'flag_invalid' })
export const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, { error: 'choice_unknown' })
export const date = z.iso
  .date({ error: 'date_impossible' })
  .refine(text => text >= '1950-01-01' && text < '2200-01-01', { error: 'date_out_of_range' })
  .transform(localDate)

/** In answers: dates and amounts as they are. */
export const dateOut = z.iso.date()
export const centsOut = z.int()
