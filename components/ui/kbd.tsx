import type { ReactNode } from 'react'

/** A key to press. */
export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-flex min-w-5 items-center justify-center rounded-xs border border-line bg-sunken px-1 font-sans text-2xs text-ink-faint">
    {children}
  </kbd>
)
