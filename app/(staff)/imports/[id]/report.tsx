import { Download } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Stat, StatRow } from '@/components/ui/stat'
import type { Ctx } from '@/lib/context'
import { countReasons, listImportRows, type ImportRow } from '@/lib/imports/queries'
import { VERDICTS, type Verdict } from '@/lib/imports/verdict'
import { applyAction } from '../actions'
import { ReasonsTable } from './reasons-table'
import { RowsTable } from './rows-table'

type Props = { ctx: Ctx; found: ImportRow; verdict: Verdict | null; after: number }
const PAGE = 50

/** What a file would do, or did: totals, reasons, rows by verdict, and the one button that takes it in. */
export async function Report({ ctx, found, verdict, after }: Props) {
  const t = await getTranslations('imports')
  const { counts } = found
  const shown = verdict ?? VERDICTS.find(one => one !== 'unchanged' && (counts[one] ?? 0) > 0) ?? 'unchanged'
  const [reasons, rows] = await Promise.all([countReasons(ctx, found.id), listImportRows(ctx, found.id, shown, after, PAGE)])
  const here = `/imports/${found.id}?show=${shown}`
  const last = rows.at(-1)
  return (
    <>
      {found.status === 'applied' && (
        <Notice tone="good" title={t('appliedTitle')}>
          {t('appliedText', { added: counts.new ?? 0, changed: counts.changed ?? 0, refused: counts.refused ?? 0 })}
        </Notice>
      )}
      {found.status === 'checked' && <ApplyPart found={found} />}
      <section aria-label={t('reportTitle')}>
        <StatRow>
          <Stat label={t('rows')} value={counts.rows ?? 0} />
          <Stat label={t('totalAmount')} value={<Money amountCents={counts.amountCents ?? 0} currency={ctx.lender.currency} />} />
          <Stat label={t('newAmount')} value={<Money amountCents={counts.newCents ?? 0} currency={ctx.lender.currency} />} />
        </StatRow>
      </section>
      {reasons.length > 0 && <ReasonsTable reasons={reasons} />}
      <section className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-lg font-semibold">{t('sampleTitle')}</h2>
          {(counts.refused ?? 0) > 0 && (
            <a href={`/imports/${found.id}/refused`} download className="inline-flex min-h-9 items-center gap-1.5 text-accent hover:underline">
              <Download aria-hidden className="size-4" />
              {t('downloadRefused')}
            </a>
          )}
        </div>
        <LinkTabs
          label={t('sampleTitle')}
          tabs={VERDICTS.map(one => ({ href: `/imports/${found.id}?show=${one}`, label: t(`verdicts.${one}`), count: counts[one] ?? 0, current: one === shown }))}
        />
        <RowsTable rows={rows} currency={ctx.lender.currency} />
        <div className="flex gap-2">
          {after > 0 && <LinkButton href={here}>{t('firstRows')}</LinkButton>}
          {rows.length === PAGE && last && <LinkButton href={`${here}&after=${last.rowNumber}`}>{t('moreRows')}</LinkButton>}
        </div>
      </section>
    </>
  )
}

async function ApplyPart({ found }: { found: ImportRow }) {
  const t = await getTranslations('imports')
  const rows = (found.counts.new ?? 0) + (found.counts.changed ?? 0)
  if (rows === 0) return <Notice title={t('nothing')}>{t('nothingText')}</Notice>
  return (
    <MessagesProvider namespaces={['imports']}>
      <ActionForm action={applyAction} hidden={{ importId: found.id }} label={t('reportTitle')}>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary">
            {t('apply', { rows })}
          </Button>
          {found.preset === 'leeway' && <LinkButton href={`/imports/${found.id}?columns=edit`}>{t('mappingAgain')}</LinkButton>}
          <p className="text-sm text-ink-faint">{t('applyHint')}</p>
        </div>
      </ActionForm>
    </MessagesProvider>
  )
}
