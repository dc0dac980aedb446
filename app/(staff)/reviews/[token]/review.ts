import type { Ctx, StaffActor } from '@/lib/context'
import { listDocuments } from '@/lib/documents/queries'
import { getApplication } from '@/lib/hardship/queries'
import { getReviewSubject } from '@/lib/hardship/review-queries'
import { parseAmount } from '@/lib/money'
import { getPlanDesk, getReferee } from '@/lib/plans/option-queries'
import { listPlans } from '@/lib/plans/queries'
import { listThread } from '@/lib/threads/queries'
import { toToken } from '@/lib/url-token'

/** Everything the review page shows, in as few rounds as there are questions. */
export async function loadReview(ctx: Ctx<StaffActor>, borrowerId: string, applicationId: string, amount: unknown) {
  const [subject, application] = await Promise.all([getReviewSubject(ctx, borrowerId, applicationId), getApplication(ctx, borrowerId, applicationId)])
  const [desk, compared, plans, found, messages] = await Promise.all([
    getPlanDesk(ctx, borrowerId, applicationId),
    getReferee(ctx, borrowerId, applicationId, typeof amount === 'string' ? parseAmount(amount) : null),
    listPlans(ctx, borrowerId, subject.caseId),
    listDocuments(ctx, borrowerId, { applicationId }),
    listThread(ctx, borrowerId, { caseId: subject.caseId }, 30),
  ])
  const documents = found
    .filter(document => document.scanState !== 'infected')
    .map(({ id, fileName, kind, scanState, pages }) => ({
      id,
      fileName,
      kind,
      scanState,
      pages: pages.map(page => ({ number: page.number, src: `/api/documents/${toToken(borrowerId, id)}/pages/${page.number}` })),
    }))
  return { subject, application, desk, compared, plans: plans.filter(plan => plan.applicationId === applicationId), documents, messages }
}
