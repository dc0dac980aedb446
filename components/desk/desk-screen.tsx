'use client'

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'next-intl'
import type { SnoozeDates } from '@/components/cases/work-forms'
import type { FormAction } from '@/components/forms/form-state'
import { DataGrid } from '@/components/ui/data-grid'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Button } from '@/components/ui/button'
import { SkeletonLines } from '@/components/ui/skeleton'
import { showToast } from '@/components/ui/toast'
import type { QueueRow, QueueView } from '@/lib/cases/queue'
import { useDeskColumns } from './desk-columns'
import { DeskDialogs, type DeskDialog } from './desk-dialogs'
import { DeskFilters } from './desk-filters'
import { DeskPeek } from './desk-peek'
import { DeskToolbar } from './desk-toolbar'
import { fetchQueue } from './fetch-queue'
import { runAction } from './run-action'
import { useKey } from './use-desk-keys'
import { useDeskView } from './use-desk-view'

export type DeskActions = Record<'next' | 'finish' | 'wake' | 'snooze' | 'assign' | 'note', FormAction>
type Props = {
  home: QueueView
  today: string
  snoozeDates: SnoozeDates
  timeZone: string
  canWork: boolean
  canAssign: boolean
  workers: readonly { id: string; name: string }[]
  actions: DeskActions
}

/** The collector's list: sent once, read as JSON, worked by keys. */
export function DeskScreen({ home, today, snoozeDates, timeZone, canWork, canAssign, workers, actions }: Props) {
  const t = useTranslations('desk')
  const format = useFormatter()
  const router = useRouter()
  const client = useQueryClient()
  const desk = useDeskView(home)
  const list = useInfiniteQuery({
    queryKey: ['queue', desk.search],
    queryFn: ({ pageParam, signal }) =>
      fetchQueue(new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(desk.search)), cursor: pageParam }), signal),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const first = list.data?.pages[0]
  const rows = useMemo(() => list.data?.pages.flatMap(page => page.rows) ?? [], [list.data])
  const [activeToken, setActiveToken] = useState<string | null>(null)
  const [peek, setPeek] = useState<QueueRow | null>(null)
  const [dialog, setDialog] = useState<DeskDialog | null>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const active = rows.find(row => row.token === activeToken) ?? rows[0] ?? null
  const columns = useDeskColumns({ today: first?.today ?? today, now: first?.now ?? `${today}T00:00:00Z`, timeZone })
  const open = (row: QueueRow | null, then = '') => row && router.push(`/cases/${row.token}${then}`)
  const refresh = () => void client.invalidateQueries({ queryKey: ['queue'] })
  const ask = (kind: DeskDialog['kind']) => (kind === 'help' || active) && setDialog({ kind, row: active })

  async function finish() {
    if (!active) return
    const answer = await runAction(actions.finish, { token: active.token })
    refresh()
    if (answer.status === 'error') return void showToast({ title: answer.message ?? '', tone: 'stop' })
    const undo = () => void runAction(actions.wake, { token: active.token }).then(refresh)
    showToast({ title: `${active.name}: ${answer.message ?? ''}`, undo: { label: t('undo'), run: undo } })
  }
  function focusGrid() {
    const cell = frame.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')
    if (!frame.current?.querySelector('[role="grid"]')?.contains(document.activeElement)) cell?.focus()
  }
  useKey('j', focusGrid)
  useKey('k', focusGrid)
  useKey('e', () => void finish(), canWork)
  useKey('s', () => ask('snooze'), canWork)
  useKey('n', () => ask('note'), canWork)
  useKey('a', () => ask('assign'), canAssign)
  useKey('p', () => open(active, '?do=promise'), canWork)
  useKey('c', () => open(active, '?do=call'), canWork)
  useKey('/', () => searchField.current?.focus())
  useKey('?', () => ask('help'))

  const count = first
    ? first.isCountCapped
      ? t('countMany', { count: format.number(first.count) })
      : t('count', { count: first.count })
    : ''
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t('title')}</h1>
      <DeskToolbar canWork={canWork} next={actions.next} onHelp={() => ask('help')} />
      <DeskFilters desk={desk} count={count} searchField={searchField} />
      {list.isError && rows.length === 0 ? (
        <ErrorState title={list.error.message} actions={<Button onClick={() => void list.refetch()}>{t('again')}</Button>} />
      ) : list.isPending ? (
        <SkeletonLines lines={12} className="px-4 py-4" />
      ) : rows.length === 0 ? (
        <EmptyState icon={<Inbox />} title={desk.view.q ? t('emptySearch') : t(`empty.${desk.view.view}`)}>
          {desk.view.q ? t('emptySearchText') : t('emptyText')}
        </EmptyState>
      ) : (
        <DataGrid
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={row => row.token}
          rowLabel={row => `${row.name} ${row.number}`}
          rowCount={first?.isCountCapped ? -1 : first?.count}
          currentKey={active?.token}
          onActiveChange={row => setActiveToken(row.token)}
          onOpen={row => open(row)}
          onPeek={setPeek}
          onNearEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
          className="h-[65dvh] min-h-80 flex-1 xl:h-auto"
        />
      )}
      <DeskPeek row={peek} timeZone={timeZone} onClose={() => setPeek(null)} />
      <DeskDialogs
        dialog={dialog}
        onClose={() => setDialog(null)}
        onDone={refresh}
        workers={workers}
        snoozeDates={snoozeDates}
        actions={actions}
      />
    </div>
  )
}
