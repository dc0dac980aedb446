import { z } from 'zod'
import { CaseToken } from '@/lib/cases/input'

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
