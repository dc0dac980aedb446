'use server'

import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { ruleWords } from '@/app/_server/rule-words'
import { endCircumstance, recordCircumstance } from '@/lib/circumstances/commands'
import { EndCircumstance, RecordCircumstance } from '@/lib/circumstances/input'
import { DomainError } from '@/lib/errors'
import { placeCase, recallPlacement } from '@/lib/placements/commands'
import { PlaceCase, RecallPlacement, SendPlacementNotice } from '@/lib/placements/input'
import { sendPlacementNotice } from '@/lib/placements/notice-commands'
import { toToken } from '@/lib/url-token'

const pageOf = (key: { borrowerId: string; caseId: string }) => `/cases/${toToken(key.borrowerId, key.caseId)}`

export const recordCircumstanceAction = action({
  actor: 'staff',
  input: RecordCircumstance,
  run: async (ctx, { token, ...input }) => {
    await recordCircumstance(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('circumstances'))('recordedSaid') }
  },
})

export const endCircumstanceAction = action({
  actor: 'staff',
  input: EndCircumstance,
  run: async (ctx, { token, ...input }) => {
    await endCircumstance(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('circumstances'))('endedSaid') }
  },
})

export const sendPlacementNoticeAction = action({
  actor: 'staff',
  input: SendPlacementNotice,
  run: async (ctx, { token, agencyId }) => {
    const { outcome } = await sendPlacementNotice(ctx, { ...token, agencyId })
    return { revalidate: [pageOf(token)], message: (await getTranslations('placements'))(`noticeSaid.${outcome}`) }
  },
})

/** The decision is kept before a block is told. */
export const placeCaseAction = action({
  actor: 'staff',
  input: PlaceCase,
  run: async (ctx, { token, ...input }) => {
    const placed = await placeCase(ctx, { ...token, ...input })
    if (placed.outcome === 'blocked') throw new DomainError('guard_blocked', 'placement_blocked', { values: { rules: await ruleWords(placed.decision.reasons) } })
    return { revalidate: [pageOf(token)], message: (await getTranslations('placements'))('placedSaid') }
  },
})

export const recallPlacementAction = action({
  actor: 'staff',
  input: RecallPlacement,
  run: async (ctx, { token, ...input }) => {
    await recallPlacement(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('placements'))('recalledSaid') }
  },
})
