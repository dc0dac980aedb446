import type { QueuePage } from '@/lib/cases/queue'

/** Reads a page of the desk. Throws with the server's own sentence. */
export async function fetchQueue(search: URLSearchParams, signal?: AbortSignal): Promise<QueuePage> {
  const response = await fetch(`/api/desk/queue?${search.toString()}`, { signal, headers: { accept: 'application/json' } })
  if (response.ok) return (await response.json()) as QueuePage
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  throw new Error(body?.error?.message ?? response.statusText)
}
