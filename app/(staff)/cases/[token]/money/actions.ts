'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { subjectToken } from '@/app/_server/subject-token'
import { ChargeForm } from '@/lib/loans/charge-input'
import { billCharge, cancelCharge } from '@/lib/loans/commands'

/** The case's head counts it too. */
const done = (path: string) => ({ revalidate: [`/cases/${path}`], redirectTo: `/cases/${path}/money` })

export const addChargeAction = action({
  actor: 'staff',
  input: ChargeForm.extend({ caseToken: subjectToken }),
  run: async (ctx, { caseToken, amount: amountCents, requestId: requestKey, ...charge }) => {
    await billCharge(ctx, { ...charge, ofBorrower: caseToken.borrowerId, amountCents, requestKey })
    return done(caseToken.path)
  },
})

export const cancelChargeAction = action({
  actor: 'staff',
  input: z.object({ caseToken: subjectToken, chargeId: z.uuid() }),
  run: async (ctx, { caseToken, chargeId }) => {
    await cancelCharge(ctx, { borrowerId: caseToken.borrowerId, chargeId })
    return done(caseToken.path)
  },
})
