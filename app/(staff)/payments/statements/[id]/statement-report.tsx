import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { StatementLines } from '@/components/payments/statement-lines'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Stat, StatRow } from '@/components/ui/stat'
import type { Ctx } from '@/lib/context'
import { listStatementLines, type LineOutcome, type StatementRow } from '@/lib/payments/bank-queries'
import { mayTakeIn } from '@/lib/payments/second-person-queries'
import { applyStatementAction } from '../../bank-actions'

type Props = { ctx: Ctx; found: StatementRow; shown: LineOutcome; after: number }
const PAGE = 50

/** What a statement would do, or did, by outcome, and the one button that takes it in. */
export async function StatementReport({ ctx, found, shown, after }: Props) {
  const t = await getTranslations('statements')
  const { counts } = found
  const rows = await listStatementLines(ctx, found.id, shown, after, PAGE)
  const here = `/payments/statements/${found.id}?show=${shown}`
  const last = rows.at(-1)
  const isOpen = (found.status === 'checked' || found.status === 'failed') && (counts.new ?? 0) > 0
  const mayApply = isOpen && (await mayTakeIn(ctx, found))
  return (
    <>
      {found.status === 'applied' && (
        <Notice tone="good" title={t('appliedTitle')} actions={(counts.waiting ?? 0) > 0 && <LinkButton href="/payments/unmatched">{t('toInbox')}</LinkButton>}>
          {t('appliedText', { posted: counts.posted ?? 0, waiting: counts.waiting ?? 0 })}
        </Notice>
      )}
      {(found.status === 'checked' || found.status === 'failed') && (counts.new ?? 0) === 0 && <Notice title={t('nothing')} />}
      {isOpen && !mayApply && <Notice title={t('needsSecond')} />}
      {mayApply && (
        <ActionForm action={applyStatementAction} hidden={{ statementId: found.id }} label={t('reportTitle')}>
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary">
              {t('apply', { lines: counts.new ?? 0 })}
            </Button>
            <p className="text-sm text-ink-faint">{t('applyHint')}</p>
          </div>
        </ActionForm>
      )}
      <section aria-label={t('reportTitle')}>
        <StatRow>
          <Stat label={t('lines')} value={(counts.rows ?? 0) - (counts.outgoing ?? 0)} />
          <Stat label={t('totalIn')} value={<Money amountCents={counts.amountCents ?? 0} currency={ctx.lender.currency} />} />
          <Stat label={t('totalSure')} value={<Money amountCents={counts.sureCents ?? 0} currency={ctx.lender.currency} />} />
          <Stat label={t('outgoing')} value={counts.outgoing ?? 0} />
        </StatRow>
      </section>
      <section className="flex flex-col gap-3">
        <LinkTabs
          label={t('byOutcome')}
          tabs={(['sure', 'suggested', 'unmatched', 'duplicate'] as const).map(one => ({
            href: `/payments/statements/${found.id}?show=${one}`,
            label: t(`outcomes.${one}`),
            count: counts[one] ?? 0,
            current: one === shown,
          }))}
        />
        <p className="text-sm text-ink-soft">{t(`outcomeTexts.${shown}`)}</p>
        <StatementLines rows={rows} currency={ctx.lender.currency} />
        <div className="flex gap-2">
          {after > 0 && <LinkButton href={here}>{t('firstLines')}</LinkButton>}
          {rows.length === PAGE && last && <LinkButton href={`${here}&after=${last.rowNumber}`}>{t('moreLines')}</LinkButton>}
        </div>
      </section>
    </>
  )
}
