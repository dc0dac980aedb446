import { answersOf } from '@/app/(borrower)/portal/[lender]/hardship/step-inputs'
import { route } from '@/app/_server/route'
import { DomainError, invalid } from '@/lib/errors'
import { saveStep, startApplication } from '@/lib/hardship/commands'

/** Keeps what a step's form says while it is being filled; the button of the form decides whether it is complete. */
export const POST = route({
  actor: 'borrower',
  run: async (ctx, { request, params }) => {
    const length = Number(request.headers.get('content-length') ?? Number.NaN)
    if (!(length <= 100_000)) throw new DomainError('too_large', 'body_too_large')
    const form = await request.formData().catch(() => {
      throw invalid('field_invalid')
    })
    const answers = answersOf(params.step ?? '', form)
    if (!answers) return { isSaved: false }
    const started = answers.step === 'changed' ? (await startApplication(ctx, ctx.actor.id)).applicationId : String(form.get('application') ?? '')
    if (!/^[0-9a-f-]{36}$/.test(started)) throw invalid('field_invalid')
    await saveStep(ctx, ctx.actor.id, started, answers)
    return { isSaved: true }
  },
})
