import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { CheckStep } from '@/components/hardship/check-step'
import { MoneyStep } from '@/components/hardship/money-step'
import { ProofStep } from '@/components/hardship/proof-step'
import { ChangedStep, NeedsStep, PayStep } from '@/components/hardship/question-steps'
import type { StepFrame } from '@/components/hardship/step-form'
import type { BorrowerActor, Ctx } from '@/lib/context'
import { listDocuments, type DocumentView } from '@/lib/documents/queries'
import { isStep, stepBefore, steps, type Step } from '@/lib/hardship/application-input'
import { getLatestApplication, type ApplicationView } from '@/lib/hardship/queries'
import { toToken } from '@/lib/url-token'
import { removeFile, saveChanged, saveMoney, saveNeeds, savePay, saveProof, send } from '../actions'

type Props = { params: Promise<{ lender: string; step: string }>; searchParams: Promise<{ back?: string; added?: string; problem?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('hardship'))('pageTitle') }
}

export default async function StepPage({ params, searchParams }: Props) {
  const { lender, step } = await params
  if (!isStep(step)) notFound()
  const ctx = await borrowerContext(lender)
  const latest = await getLatestApplication(ctx, ctx.actor.id)
  const draft = latest?.status === 'draft' ? latest : null
  if (latest && ['submitted', 'more_requested', 'in_review'].includes(latest.status)) redirect(`/portal/${lender}/hardship/receipt`)
  if (!draft && step !== 'changed') redirect(`/portal/${lender}/hardship`)
  const query = await searchParams
  const frame = frameOf(lender, step, draft, query.back === 'check')
  if (step === 'changed') return <ChangedStep frame={frame} action={saveChanged} whatChanged={draft?.whatChanged ?? null} story={draft?.story ?? null} />
  if (!draft) notFound()
  return <LaterStep ctx={ctx} step={step} frame={frame} draft={draft} query={query} />
}

type Later = { ctx: Ctx<BorrowerActor>; step: Exclude<Step, 'changed'>; frame: StepFrame; draft: ApplicationView; query: { added?: string; problem?: string } }

async function LaterStep({ ctx, step, frame, draft, query }: Later) {
  const { currency } = ctx.lender
  const { lender } = frame
  if (step === 'pay') return <PayStep frame={frame} action={savePay} currency={currency} amountCents={draft.offerCents} frequency={draft.offerFrequency} />
  if (step === 'money') return <MoneyStep frame={frame} action={saveMoney} currency={currency} lines={draft.lines} />
  if (step === 'needs') return <NeedsStep frame={frame} action={saveNeeds} chosen={draft.needs} />
  const documents = await listDocuments(ctx, ctx.actor.id, { applicationId: draft.id })
  if (step === 'check') {
    return <CheckStep frame={frame} action={send} currency={currency} answers={{ ...draft, documentNames: documents.map(file => file.fileName) }} />
  }
  return (
    <ProofStep
      frame={frame}
      action={saveProof}
      remove={removeFile}
      consents={draft.consents}
      documents={documents.map(file => ({ ...file, href: firstPage(lender, file) }))}
      uploadTo={`/api/uploads/documents/${lender}`}
      answer={await answerOf(query)}
    />
  )
}

const firstPage = (lender: string, file: DocumentView) => `/api/portal/${lender}/documents/${toToken(file.borrowerId, file.id)}/pages/1`

function frameOf(lender: string, step: Step, draft: ApplicationView | null, backToCheck: boolean): StepFrame {
  const base = `/portal/${lender}`
  const before = backToCheck && step !== 'check' ? 'check' : stepBefore(step)
  return {
    lender,
    step,
    application: draft?.id,
    back: backToCheck ? 'check' : undefined,
    backHref: before ? `${base}/hardship/${before}` : base,
    number: steps.indexOf(step) + 1,
    of: steps.length,
  }
}

async function answerOf({ added, problem }: { added?: string; problem?: string }) {
  if (problem) {
    const t = await getTranslations('errors')
    return { problem: /^[a-z_]{1,40}$/.test(problem) && t.has(problem) ? t(problem, { most: 20, files: 30, megabytes: 10 }) : t('unexpected') }
  }
  return added && /^\d{1,2}$/.test(added) ? { added: Number(added) } : undefined
}
