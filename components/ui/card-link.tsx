import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

type Props = { href: string; icon?: ReactNode; title: ReactNode; children?: ReactNode; meta?: ReactNode }

/** A large place to tap that goes somewhere; the title is the link's name. */
export function CardLink({ href, icon, title, children, meta }: Props) {
  return (
    <div className="group relative flex min-h-(--control-h) items-center gap-4 rounded-lg border border-line bg-surface px-5 py-4 transition-colors duration-100 hover:border-accent-line hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      {icon && (
        <span aria-hidden className="text-accent [&_svg]:size-6 [&_svg]:stroke-[1.6]">
          {icon}
        </span>
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-x-4 gap-y-1 sm:flex-row sm:items-center">
        <div className="min-w-0 flex-1">
          <p className="font-semibold text-ink">
            <Link href={href} className="outline-none after:absolute after:inset-0">
              {title}
            </Link>
          </p>
          {children && <div className="mt-0.5 text-[0.94em] text-ink-soft">{children}</div>}
        </div>
        {meta && <div className="text-ink-soft sm:text-right">{meta}</div>}
      </div>
      <ChevronRight
        aria-hidden
        className="size-5 shrink-0 text-ink-faint transition-transform duration-100 group-hover:translate-x-0.5"
      />
    </div>
  )
}
