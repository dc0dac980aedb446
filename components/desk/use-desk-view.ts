'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { QUEUE_BUCKETS, QUEUE_LISTS, QUEUE_VIEWS, STAGES } from '@/lib/cases/queue'

const parsers = {
  view: parseAsStringLiteral(QUEUE_VIEWS),
  list: parseAsStringLiteral(QUEUE_LISTS).withDefault('work'),
  bucket: parseAsStringLiteral(QUEUE_BUCKETS),
  stage: parseAsStringLiteral(STAGES),
  owner: parseAsString,
  q: parseAsString.withDefault(''),
}

/** What is being looked at, kept in the address; `home` is the view when the address says none. */
export function useDeskView(home: (typeof QUEUE_VIEWS)[number]) {
  const [state, set] = useQueryStates(parsers, { history: 'replace', shallow: true, clearOnDefault: true })
  const view = { ...state, view: state.view ?? home }
  const search = new URLSearchParams(Object.entries(view).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return { view, set: (change: Partial<typeof state>) => void set(change), search: search.toString() }
}

export type DeskView = ReturnType<typeof useDeskView>
