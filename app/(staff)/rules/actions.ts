'use server'

import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { decidePack, draftPack, proposePack, saveDraft } from '@/lib/guard/pack-commands'
import { DecidePack, DraftPack, PackKey, SaveRule, SaveStart } from '@/lib/guard/pack-input'

export const draftPackAction = action({
  actor: 'staff',
  input: DraftPack,
  run: async (ctx, input) => {
    const { code, version } = await draftPack(ctx, input)
    return { redirectTo: `/rules/${code}/${version}/edit` }
  },
})

export const saveStartAction = action({
  actor: 'staff',
  input: SaveStart,
  run: async (ctx, input) => {
    await saveDraft(ctx, input)
    return { revalidate: ['/rules'], message: (await getTranslations('rules'))('saved') }
  },
})

export const saveRuleAction = action({
  actor: 'staff',
  input: SaveRule,
  run: async (ctx, { id, seen, ruleId, ...fields }) => {
    const { changed } = await saveDraft(ctx, { id, seen, rule: { id: ruleId, fields } })
    return { revalidate: ['/rules'], message: (await getTranslations('rules'))(changed > 0 ? 'saved' : 'nothingChanged') }
  },
})

export const proposePackAction = action({
  actor: 'staff',
  input: PackKey,
  run: async (ctx, input) => {
    await proposePack(ctx, input)
    return { redirectTo: '/rules?done=proposed' }
  },
})

export const decidePackAction = action({
  actor: 'staff',
  input: DecidePack,
  run: async (ctx, input) => {
    await decidePack(ctx, input)
    return { redirectTo: `/rules?done=${input.decision}` }
  },
})
