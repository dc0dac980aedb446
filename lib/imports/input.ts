import { z } from 'zod'
import { parseLocalDate } from '../dates'
import { PRESETS } from './presets'

const optional = <T extends z.ZodType>(schema: T) => z.preprocess(value => (value === '' || value === undefined ? null : value), schema.nullable())

/** What comes beside the bytes of a loan file. */
export const UploadInput = z.object({
  fileName: z.string().trim().min(1).max(300).catch('loans.csv'),
  preset: optional(z.enum(PRESETS, { error: 'import_preset_unknown' })),
  asOf: optional(z.string().transform((text, context) => {
    const date = parseLocalDate(text)
    if (date) return date
    context.addIssue({ code: 'custom', message: 'date_impossible' })
    return z.NEVER
  })),
  /** The length the sender announced; fewer bytes mean the upload broke off. */
  sizeBytes: z.number().int().nonnegative().nullable(),
})
export type UploadInput = z.infer<typeof UploadInput>
