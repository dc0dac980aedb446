'use server'

import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { reassignCases } from '@/lib/cases/assign-commands'
import { ReassignCases } from '@/lib/cases/input'

export const reassignAction = action({
  actor: 'staff',
  input: ReassignCases,
  run: async (ctx, input) => {
    const { moved } = await reassignCases(ctx, input)
    return { revalidate: ['/control'], message: (await getTranslations('control'))('moved', { count: moved }) }
  },
})
