'use server'

import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { decidePack, draftPack, proposePack, saveDraft } from '@/lib/guard/pack-commands'
import { AddRule, DecidePack, DraftPack, PackKey, PutBackRule, RemoveRule, SaveRule, SaveStart } from '@/lib/guard/pack-input'

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
    const { changed } = await saveDraft(ctx, { id, seen, change: { edit: 'rule', id: ruleId, fields } })
    return { revalidate: ['/rules'], message: (await getTranslations('rules'))(changed > 0 ? 'saved' : 'nothingChanged') }
  },
})

export const addRuleAction = action({
  actor: 'staff',
  input: AddRule,
  run: async (ctx, { id, seen, newRule, kind, ...fields }) => {
    const { code, version } = await saveDraft(ctx, { id, seen, change: { edit: 'add', id: newRule, kind, fields } })
    return { redirectTo: `/rules/${code}/${version}/edit?rule=${newRule}` }
  },
})

export const removeRuleAction = action({
  actor: 'staff',
  input: RemoveRule,
  run: async (ctx, { id, seen, ruleId, reason }) => {
    const { code, version } = await saveDraft(ctx, { id, seen, change: { edit: 'remove', id: ruleId, reason } })
    return { redirectTo: `/rules/${code}/${version}/edit` }
  },
})

export const putBackAction = action({
  actor: 'staff',
  input: PutBackRule,
  run: async (ctx, { id, seen, ruleId }) => {
    const { code, version } = await saveDraft(ctx, { id, seen, change: { edit: 'put_back', id: ruleId } })
    return { redirectTo: `/rules/${code}/${version}/edit?rule=${ruleId}` }
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
