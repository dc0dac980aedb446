import type { ReactNode } from 'react'

type Props = { icon?: ReactNode; title: ReactNode; children?: ReactNode; actions?: ReactNode }

/** Nothing here: says why, and what to do next. */
export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center">
      {icon && (
        <span aria-hidden className="mb-1 text-ink-faint [&_svg]:size-7 [&_svg]:stroke-[1.5]">
          {icon}
        </span>
      )}
      <p className="font-semibold text-ink">{title}</p>
      {children && <div className="text-ink-soft">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
