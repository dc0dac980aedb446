import type { ReactNode } from 'react'

/** A part of a question that is seldom needed: folded until it says something. */
export const Fold = ({ title, isOpen, children }: { title: string; isOpen: boolean; children: ReactNode }) => (
  <details open={isOpen} className="rounded-lg border border-line px-4 py-3">
    <summary className="cursor-pointer font-semibold text-ink">{title}</summary>
    <div className="mt-4 flex min-w-0 flex-col gap-4">{children}</div>
  </details>
)
