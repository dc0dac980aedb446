import { X } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from './cn'

const style =
  'inline-flex min-h-7 max-w-full items-center gap-1 rounded-full border px-2.5 text-sm whitespace-nowrap pointer-coarse:min-h-9'

type Props = {
  href: string
  current?: boolean
  /** The link takes this filter away. */ removes?: boolean
  label?: string
  children: ReactNode
}

/** A filter as a link: the address is the view. */
export function Chip({ href, current, removes, label, children }: Props) {
  return (
    <Link
      href={href}
      aria-label={label}
      aria-current={current ? 'true' : undefined}
      className={cn(
        style,
        current || removes
          ? 'border-accent-line bg-accent-soft text-accent hover:border-accent'
          : 'border-line-mid bg-surface text-ink-soft hover:bg-hover hover:text-ink',
      )}
    >
      <span className="truncate">{children}</span>
      {removes && <X aria-hidden className="size-3.5" />}
    </Link>
  )
}

/** A filter as a button, for views that live in the browser. */
export function ChipButton({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={cn(
        style,
        pressed ? 'border-accent-line bg-accent-soft text-accent' : 'border-line-mid bg-surface text-ink-soft hover:bg-hover',
      )}
    >
      {children}
    </button>
  )
}
