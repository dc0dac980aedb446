'use client'

import { useQuery, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'next-intl'
import { Progress } from '@/components/ui/progress'

type Status = 'checking' | 'applying'
type Props = { href: string; status: Status; done: number; total: number | null }

/** How far a job is; the page comes anew when it ends. Without scripts there is a link to look again. */
export function Running(props: Props) {
  const [client] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={client}>
      <Watched {...props} />
    </QueryClientProvider>
  )
}

function Watched({ href, status, done, total }: Props) {
  const t = useTranslations('imports')
  const router = useRouter()
  const { data } = useQuery({
    queryKey: [href],
    queryFn: async () => {
      const answer = await fetch(href)
      if (!answer.ok) throw new Error(String(answer.status))
      return (await answer.json()) as { status: string; processedRows: number }
    },
    refetchInterval: 1000,
  })
  const current = data?.processedRows ?? done
  const isOver = data !== undefined && data.status !== status
  useEffect(() => {
    if (isOver) router.refresh()
  }, [isOver, router])
  const text = total === null ? t('progressOpen', { done: current }) : t('progress', { done: Math.min(current, total), total })
  return (
    <div className="flex max-w-xl flex-col gap-2" aria-live="polite">
      <Progress label={t(status === 'applying' ? 'applyingTitle' : 'checkingTitle')} value={total === null ? undefined : current} max={total ?? undefined} text={text} />
      <p className="text-sm text-ink-faint">{t('progressHint')}</p>
      <noscript>
        <a href="?">{t('refreshPage')}</a>
      </noscript>
    </div>
  )
}
