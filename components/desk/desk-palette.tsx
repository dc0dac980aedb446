'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { NavItem } from '@/components/layout/nav-item'
import { CommandPalette, type CommandGroup } from '@/components/ui/command-palette'
import { formatMoney } from '@/lib/money'
import { fetchQueue } from './fetch-queue'

/** Cmd-K: every place and every open case by name, number or phone. */
export function DeskPalette({ places, canSearch }: { places: readonly NavItem[]; canSearch: boolean }) {
  const t = useTranslations('nav')
  const locale = useLocale()
  const [typed, setTyped] = useState('')
  const query = useDeferredValue(typed.trim())
  const search = useQuery({
    queryKey: ['palette', query],
    queryFn: ({ signal }) => fetchQueue(new URLSearchParams({ view: 'all', q: query }), signal),
    enabled: canSearch && query.length > 0,
    placeholderData: keepPreviousData,
  })
  const wanted = query.toLowerCase()
  const groups: CommandGroup[] = [
    {
      id: 'cases',
      heading: t('paletteCases'),
      items: (query ? (search.data?.rows ?? []) : []).slice(0, 12).map(row => ({
        id: row.token,
        label: `${row.name} · ${row.number}`,
        detail: formatMoney(row.dueCents, row.currency, locale),
        href: `/cases/${row.token}`,
      })),
    },
    {
      id: 'places',
      heading: t('palettePlaces'),
      items: places
        .filter(place => place.label.toLowerCase().includes(wanted))
        .map(place => ({ id: place.href, label: place.label, icon: place.icon, href: place.href })),
    },
  ]
  return (
    <CommandPalette groups={groups.filter(group => group.items.length > 0)} onQueryChange={setTyped} busy={search.isFetching} />
  )
}
