import type { z } from 'zod'
import { atHour } from '../dates'
import { invalid } from '../errors'
import { details } from './circumstance'
import type { RecordCircumstance } from './input'

/** The kind's own parts of the form, checked. Throws `invalid` naming the fields of the form. */
export function detailOf(input: RecordCircumstance, timeZone: string): Record<string, unknown> {
  const schema: z.ZodType<Record<string, unknown>> = details[input.kind]
  const parsed = schema.safeParse(partsOf(input, timeZone))
  if (parsed.success) return parsed.data
  throw invalid('check_fields', Object.fromEntries(parsed.error.issues.map(issue => [String(issue.path[0] ?? 'kind'), reasonOf(issue)])))
}

/** Parts that are simply missing are said to be so. */
const reasonOf = ({ code, message }: z.core.$ZodIssue): string => (code === 'invalid_type' ? 'field_required' : message)

function partsOf({ kind, name, contact, isWritten, space, treatmentEndedOn, periodEndsOn, from, to }: RecordCircumstance, timeZone: string): object {
  switch (kind) {
    case 'attorney':
      return { name, contact }
    case 'cease':
      return { isWritten: isWritten === 'yes' }
    case 'breathing_space':
      return { space, treatmentEndedAt: treatmentEndedOn && atHour(treatmentEndedOn, 0, timeZone).toISOString() }
    case 'validation_notice':
      return { periodEndsOn }
    case 'agreed_times':
      return { from, to }
    default:
      return {}
  }
}
