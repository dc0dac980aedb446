'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { saveMapping, startApply } from '@/lib/imports/commands'

const importId = z.uuid()

export const saveMappingAction = action({
  actor: 'staff',
  input: z.looseObject({ importId }),
  run: async (ctx, input) => {
    await saveMapping(ctx, openStorage(), input.importId, input)
    return { redirectTo: `/imports/${input.importId}` }
  },
})

export const applyAction = action({
  actor: 'staff',
  input: z.object({ importId }),
  run: async (ctx, input) => {
    await startApply(ctx, input.importId)
    return { redirectTo: `/imports/${input.importId}` }
  },
})
