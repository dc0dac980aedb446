import type { ReactNode } from 'react'

type Props = { title: ReactNode; meta?: ReactNode; back?: ReactNode; actions?: ReactNode }

/** The one h1 of a page, what is known about it, and what can be done with it. */
export function PageHeader({ title, meta, back, actions }: Props) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-4">
      <div className="min-w-0">
        {back && <div className="mb-1 text-sm text-ink-faint">{back}</div>}
        <h1 className="text-xl font-semibold tracking-tight text-ink">{title}</h1>
        {meta && <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-faint">{meta}</div>}
      </div>
      {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
