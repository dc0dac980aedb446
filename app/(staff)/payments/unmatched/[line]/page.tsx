import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { LineDecision } from '@/components/payments/line-decision'
import { LineSuggestions } from '@/components/payments/line-suggestions'
import { LineFacts } from '@/components/payments/line-facts'
import { LineProposal } from '@/components/payments/line-proposal'
import { LineParts } from '@/components/payments/line-parts'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { notFound } from '@/lib/errors'
import { getLine } from '@/lib/payments/bank-inbox-queries'
import { assignLineAction, confirmLineAction, notOursAction, undoLineAction } from '../../bank-actions'

type Props = { params: Promise<{ line: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('line') }
}

export default async function LinePage({ params }: Props) {
  const ctx = await staffContext()
  const [t, errors] = await Promise.all([getTranslations('statements'), getTranslations('errors')])
  const id = z.uuid().safeParse((await params).line)
  const line = await orNotFound(id.success ? getLine(ctx, id.data) : Promise.reject(notFound()))
  const { currency } = ctx.lender
  return (
    <PageBody>
      <PageHeader title={<Money amountCents={line.amountCents} currency={currency} />} back={<Link href="/payments/unmatched">{t('inbox')}</Link>} meta={t(`states.${line.state}`)} />
      <div className="flex max-w-3xl flex-col gap-6">
        {line.problem && line.state === 'waiting' && (
          <Notice tone="attention" title={t('notPosted')}>
            {errors.has(line.problem) ? errors(line.problem, { currency }) : errors('unexpected')}
          </Notice>
        )}
        {line.notOursReason && <Notice title={t('states.not_ours')}>{line.notOursReason}</Notice>}
        <LineFacts line={line} />
        {line.proposed && <LineProposal lineId={line.id} proposed={line.proposed} currency={currency} timeZone={ctx.lender.timeZone} confirm={can(ctx.actor, 'payment:confirm') ? confirmLineAction : null} />}
        {line.state === 'waiting' && (
          <>
            <LineSuggestions line={line} action={assignLineAction} />
            <LineDecision lineId={line.id} amountCents={line.amountCents} currency={currency} assign={assignLineAction} setAside={notOursAction} />
          </>
        )}
        {line.state !== 'waiting' && <LineParts line={line} currency={currency} undo={can(ctx.actor, 'payment:reverse') ? undoLineAction : null} />}
      </div>
    </PageBody>
  )
}
