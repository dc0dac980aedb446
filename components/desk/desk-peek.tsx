'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { AdviceText, DoNotList } from '@/components/cases/advice'
import { BucketText, ReasonChips, StageWord } from '@/components/cases/case-words'
import { DescriptionList } from '@/components/ui/description-list'
import { Drawer } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { Money } from '@/components/ui/money'
import { SkeletonLines } from '@/components/ui/skeleton'
import type { Overview } from '@/lib/cases/overview-queries'
import type { QueueRow } from '@/lib/cases/queue'

type Sent<T> = T extends Date ? string : T extends string | number ? T : T extends object ? { [K in keyof T]: Sent<T[K]> } : T

async function fetchOverview(token: string, signal: AbortSignal): Promise<Sent<Overview>> {
  const response = await fetch(`/api/cases/${token}`, { signal })
  if (!response.ok) throw new Error(response.statusText)
  return (await response.json()) as Sent<Overview>
}

/** A look at a case without leaving the list. */
export function DeskPeek({ row, timeZone, onClose }: { row: QueueRow | null; timeZone: string; onClose: () => void }) {
  const t = useTranslations('cases')
  const overview = useQuery({
    queryKey: ['overview', row?.token],
    queryFn: ({ signal }) => fetchOverview(row?.token ?? '', signal),
    enabled: row !== null,
  })
  return (
    <Drawer
      open={row !== null}
      onOpenChange={open => !open && onClose()}
      title={row?.name ?? ''}
      description={row?.number}
      footer={
        row && (
          <LinkButton href={`/cases/${row.token}`} variant="primary">
            {t('open')}
          </LinkButton>
        )
      }
    >
      {row && (
        <div className="flex flex-col gap-5">
          <DescriptionList
            items={[
              { id: 'due', term: t('due'), detail: <Money amountCents={row.dueCents} currency={row.currency} strong /> },
              { id: 'bucket', term: t('bucket'), detail: <BucketText bucket={row.bucket} dpd={row.dpd} /> },
              { id: 'stage', term: t('stage'), detail: <StageWord stage={row.stage} /> },
              { id: 'why', term: t('why'), detail: <ReasonChips reasons={row.reasons} most={6} /> },
            ]}
          />
          {overview.data ? (
            <>
              <AdviceText advice={overview.data.advice} timeZone={timeZone} />
              <DoNotList items={overview.data.doNot} timeZone={overview.data.view.timeZone} />
            </>
          ) : overview.isError ? (
            <p className="text-ink-soft">{t('peekFailed')}</p>
          ) : (
            <SkeletonLines lines={4} />
          )}
        </div>
      )}
    </Drawer>
  )
}
