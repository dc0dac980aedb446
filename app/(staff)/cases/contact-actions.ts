'use server'

import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { findProvider } from '@/app/_server/payment-provider'
import { ruleWords } from '@/app/_server/rule-words'
import { OpenHardship } from '@/lib/cases/input'
import { logInbound, logOutcome, startCall } from '@/lib/contacts/commands'
import { AddPoint, EditPoint, LogInbound, LogOutcome, RevealContact, SendMessage, StartCall } from '@/lib/contacts/input'
import { sendMessageToBorrower } from '@/lib/contacts/message-commands'
import { addContactPoint, editContactPoint, revealContact } from '@/lib/contacts/point-commands'
import { conflict } from '@/lib/errors'
import { openFromDesk, saveStep, submitApplication } from '@/lib/hardship/commands'
import { CancelPromise, TakePromise, TellMissed } from '@/lib/promises/input'
import { tellMissedReason } from '@/lib/promises/missed-commands'
import { cancelPromise, takePromise } from '@/lib/promises/taking-commands'
import { toToken } from '@/lib/url-token'

type Said = Record<string, string>
const pageOf = (key: { borrowerId: string; caseId: string }) => `/cases/${toToken(key.borrowerId, key.caseId)}`

/** A block is an answer, not a failure: its row is kept, and the page shows the rule and the next permitted time. */
export const startCallAction = action({
  actor: 'staff',
  input: StartCall,
  run: async (ctx, { token, ...input }): Promise<{ revalidate: string[]; values: Said }> => {
    const answer = await startCall(ctx, { ...token, ...input })
    const revalidate = [pageOf(token), '/desk']
    if (answer.outcome === 'started') return { revalidate, values: { contactId: answer.contactId } }
    return { revalidate, values: { blocked: await ruleWords(answer.decision.reasons) } }
  },
})

export const logOutcomeAction = action({
  actor: 'staff',
  input: LogOutcome,
  run: async (ctx, { token, ...input }) => {
    const { next } = await logOutcome(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token), '/desk'], message: (await getTranslations('contacts'))('loggedSaid'), values: { next } }
  },
})

export const logInboundAction = action({
  actor: 'staff',
  input: LogInbound,
  run: async (ctx, { token, ...input }) => {
    const { next } = await logInbound(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('contacts'))('loggedSaid'), values: { next } }
  },
})

export const revealAction = action({
  actor: 'staff',
  input: RevealContact,
  run: async (ctx, { token, ...input }) => ({ values: { value: (await revealContact(ctx, { ...token, ...input })).value } }),
})

export const addPointAction = action({
  actor: 'staff',
  input: AddPoint,
  secret: ['value'],
  run: async (ctx, { token, ...input }) => {
    await addContactPoint(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('contacts'))('pointAddedSaid') }
  },
})

export const editPointAction = action({
  actor: 'staff',
  input: EditPoint,
  run: async (ctx, { token, ...input }) => {
    await editContactPoint(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('contacts'))('pointChangedSaid') }
  },
})

export const sendMessageAction = action({
  actor: 'staff',
  input: SendMessage,
  run: async (ctx, { token, ...input }) => {
    if (input.templateCode === 'payment_link' && !(await findProvider(ctx.actor.lenderId))) throw conflict('provider_none')
    const { outcome } = await sendMessageToBorrower(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('contacts.sent'))(outcome) }
  },
})

export const takePromiseAction = action({
  actor: 'staff',
  input: TakePromise,
  run: async (ctx, { token, amount, dueOn, amount2, dueOn2, amount3, dueOn3, ...input }) => {
    const more = [
      { amountCents: amount2, dueOn: dueOn2 },
      { amountCents: amount3, dueOn: dueOn3 },
    ]
    const moreParts = more.flatMap(({ amountCents, dueOn }) => (amountCents && dueOn ? [{ amountCents, dueOn }] : []))
    await takePromise(ctx, { ...token, ...input, amountCents: amount, dueOn, moreParts })
    return { revalidate: [pageOf(token)], message: (await getTranslations('promises'))('takenSaid') }
  },
})

export const cancelPromiseAction = action({
  actor: 'staff',
  input: CancelPromise,
  run: async (ctx, { token, promiseId, reason }) => {
    await cancelPromise(ctx, { borrowerId: token.borrowerId, promiseId, reason })
    return { revalidate: [pageOf(token)], message: (await getTranslations('promises'))('cancelledSaid') }
  },
})

export const tellMissedAction = action({
  actor: 'staff',
  input: TellMissed,
  run: async (ctx, { token, promiseId, reason, note }) => {
    await tellMissedReason(ctx, { borrowerId: token.borrowerId, promiseId, reason, note })
    return { revalidate: [pageOf(token)], message: (await getTranslations('promises'))('missedSaid') }
  },
})

/** What the person said on the line becomes their application at once, so that nothing has to be said twice. */
export const openHardshipAction = action({
  actor: 'staff',
  input: OpenHardship,
  run: async (ctx, { token, whatChanged, story, amount, frequency }) => {
    const { applicationId, status } = await openFromDesk(ctx, token.borrowerId, token.caseId, { whatChanged, story })
    if (status === 'draft') {
      await saveStep(ctx, token.borrowerId, applicationId, { step: 'changed', whatChanged, story })
      await saveStep(ctx, token.borrowerId, applicationId, { step: 'pay', amountCents: amount, frequency })
    }
    const receipt = await submitApplication(ctx, token.borrowerId, applicationId)
    const t = await getTranslations('cases')
    return { revalidate: [pageOf(token)], message: t('hardshipSaid', { number: receipt.number, decideBy: receipt.decideBy }) }
  },
})
