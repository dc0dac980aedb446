'use client'

import { useMemo, useState } from 'react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DataGrid } from '@/components/ui/data-grid'
import type { GridColumn } from '@/components/ui/grid-column'
import { Money } from '@/components/ui/money'
import { showToast } from '@/components/ui/toast'

type Sample = { id: string; number: string; days: number; amountCents: number; bucket: string }

const rows: readonly Sample[] = Array.from({ length: 5_000 }, (_, index) => {
  const days = (index * 37) % 180
  return {
    id: String(index),
    number: `AH-${String(100_000 + index)}`,
    days,
    amountCents: 50_000 + ((index * 7_919) % 4_000_000),
    bucket: `M${Math.min(6, Math.ceil(days / 30))}`,
  }
})

export function GridSample() {
  const t = useTranslations('devUi')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['1']))
  const [order, setOrder] = useState<'ascending' | 'descending'>('descending')
  const sorted = useMemo(
    () =>
      rows.toSorted((a, b) => (order === 'ascending' ? a.days - b.days : b.days - a.days) || a.number.localeCompare(b.number)),
    [order],
  )
  const columns: GridColumn<Sample>[] = [
    {
      id: 'number',
      header: t('grid.number'),
      width: 'minmax(8rem,1fr)',
      cell: row => <span className="font-medium">{row.number}</span>,
    },
    { id: 'bucket', header: t('grid.bucket'), width: '6rem', cell: row => <Badge>{row.bucket}</Badge> },
    {
      id: 'days',
      header: t('grid.days'),
      width: '9rem',
      numeric: true,
      sort: { state: order, onSort: () => setOrder(order === 'ascending' ? 'descending' : 'ascending') },
      cell: row => row.days,
    },
    {
      id: 'amount',
      header: t('field.amount'),
      width: '9rem',
      numeric: true,
      cell: row => <Money amountCents={row.amountCents} currency="CNY" />,
    },
  ]
  return (
    <DataGrid
      label={t('grid.label')}
      columns={columns}
      rows={sorted}
      rowKey={row => row.id}
      rowLabel={row => row.number}
      selected={selected}
      onSelectedChange={setSelected}
      onOpen={row => showToast({ title: t('grid.opened', { number: row.number }), tone: 'info' })}
      className="h-80 rounded-lg border border-line"
    />
  )
}
