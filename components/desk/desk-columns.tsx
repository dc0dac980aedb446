'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useTranslations } from 'next-intl'
import { BucketText, ReasonChips, StageWord, StateBadges } from '@/components/cases/case-words'
import type { GridColumn } from '@/components/ui/grid-column'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { QueueRow } from '@/lib/cases/queue'

type Clock = { today: string; now: string; timeZone: string }

const wide = '(min-width: 768px)'
const watch = (changed: () => void) => {
  const query = window.matchMedia(wide)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** The desk's columns: ten on a desk, three on a phone. */
export function useDeskColumns({ today, now, timeZone }: Clock): GridColumn<QueueRow>[] {
  const t = useTranslations('desk.columns')
  const isWide = useSyncExternalStore(
    watch,
    () => window.matchMedia(wide).matches,
    () => true,
  )
  return useMemo(() => {
    const name: GridColumn<QueueRow> = {
      id: 'name',
      header: t('name'),
      width: isWide ? 'minmax(14rem,1fr)' : 'minmax(9rem,1fr)',
      cell: row => (
        <>
          <span className="font-medium text-ink">{row.name}</span> <span className="text-ink-faint">{row.number}</span>
        </>
      ),
    }
    const due: GridColumn<QueueRow> = {
      id: 'due',
      header: t('due'),
      width: isWide ? '7.5rem' : '6.5rem',
      numeric: true,
      cell: row => <Money amountCents={row.dueCents} currency={row.currency} />,
    }
    const bucket: GridColumn<QueueRow> = {
      id: 'bucket',
      header: t('bucket'),
      width: isWide ? '8.5rem' : '8rem',
      cell: row => <BucketText bucket={row.bucket} dpd={row.dpd} />,
    }
    if (!isWide) return [name, due, bucket]
    return [
      name,
      {
        id: 'why',
        header: t('why'),
        width: 'minmax(18rem,1.6fr)',
        cell: row => (
          <span className="flex items-center gap-1">
            <StateBadges {...row} />
            <ReasonChips reasons={row.reasons} most={row.claimedBy || row.hold ? 1 : 2} />
          </span>
        ),
      },
      due,
      bucket,
      { id: 'stage', header: t('stage'), width: '5.5rem', cell: row => <StageWord stage={row.stage} /> },
      {
        id: 'owner',
        header: t('owner'),
        width: '7rem',
        cell: row => row.ownerName ?? <span className="text-ink-faint">{t('nobody')}</span>,
      },
      {
        id: 'contact',
        header: t('contact'),
        width: '7.5rem',
        cell: row =>
          row.lastContactAt ? (
            <DateText value={new Date(row.lastContactAt)} now={new Date(now)} timeZone={timeZone} />
          ) : (
            <span className="text-ink-faint">{t('never')}</span>
          ),
      },
      {
        id: 'next',
        header: t('next'),
        width: '7.5rem',
        cell: row => (row.nextDueOn ? <DateText value={row.nextDueOn} now={today} /> : null),
      },
    ]
  }, [t, isWide, today, now, timeZone])
}
