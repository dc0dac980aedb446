'use server'

import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { replaceAgencyKey, saveAgency } from '@/lib/placements/agency-commands'
import { ReplaceAgencyKey, SaveAgency } from '@/lib/placements/input'

export const saveAgencyAction = action({
  actor: 'staff',
  input: SaveAgency,
  run: async (ctx, input) => {
    await saveAgency(ctx, input)
    return { revalidate: ['/agencies'], message: (await getTranslations('placements'))('agencySaved') }
  },
})

/** The key comes back once and is kept nowhere. */
export const replaceAgencyKeyAction = action({
  actor: 'staff',
  input: ReplaceAgencyKey,
  run: async (ctx, { agencyId }) => ({ values: { key: (await replaceAgencyKey(ctx, agencyId)).key } }),
})
