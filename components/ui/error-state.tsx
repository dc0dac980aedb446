import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'

type Props = {
  title: ReactNode
  kept?: ReactNode
  children?: ReactNode
  requestId?: string
  actions?: ReactNode
  heading?: 'h1' | 'h2'
}

/** What happened, what was kept, what to do, and the reference to quote. */
export function ErrorState({ title, kept, children, requestId, actions, heading: Heading = 'h2' }: Props) {
  const t = useTranslations('ui')
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start gap-3 px-6 py-12">
      <Heading className="text-xl font-semibold tracking-tight text-ink">{title}</Heading>
      {children && <div className="text-ink-soft">{children}</div>}
      {kept && <p className="text-ink-soft">{kept}</p>}
      {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
      {requestId && <p className="mt-2 font-mono text-xs text-ink-faint">{t('requestId', { id: requestId })}</p>}
    </div>
  )
}
