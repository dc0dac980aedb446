import { z } from 'zod'
import { CaseToken, DateText } from '@/lib/cases/input'

const agencyId = z.uuid({ error: 'choose_one' })
const text = z
  .string()
  .trim()
  .max(500, { error: 'text_too_long' })
  .optional()
  .transform(value => value || undefined)

export const SendPlacementNotice = z.object({ token: CaseToken, agencyId })
export const PlaceCase = z.object({ token: CaseToken, agencyId, requestKey: z.uuid(), reason: text })
export const RecallPlacement = z.object({
  token: CaseToken,
  placementId: z.uuid(),
  reason: z.string({ error: 'field_required' }).trim().min(3, { error: 'field_required' }).max(500, { error: 'text_too_long' }),
})

const name = z.string({ error: 'field_required' }).trim().min(1, { error: 'field_required' }).max(120, { error: 'text_too_long' })
const optionalDate = z
  .union([z.literal(''), DateText])
  .optional()
  .transform(date => date || null)

export const SaveAgency = z.object({
  agencyId: z.uuid(),
  nameEn: name,
  nameZhCn: name,
  contractNo: name,
  listedSince: optionalDate,
  listedUntil: optionalDate,
  evaluatedOn: optionalDate,
  allowsSubcontracting: z
    .literal('yes')
    .optional()
    .transform(value => value === 'yes'),
})
export type SaveAgency = z.output<typeof SaveAgency>
export const ReplaceAgencyKey = z.object({ agencyId: z.uuid() })
