/** The mark: a step with room beside it. */
export function Brand({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2 font-semibold tracking-tight text-ink">
      <svg aria-hidden viewBox="0 0 32 32" className="size-6 shrink-0 text-accent">
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path
          d="M9 7v18h14"
          fill="none"
          stroke="var(--accent-ink)"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <path
          d="M15 19c0-5 3-8 8-8"
          fill="none"
          stroke="var(--accent-ink)"
          strokeOpacity=".65"
          strokeWidth="3.2"
          strokeLinecap="round"
        />
      </svg>
      <span className="truncate">{name}</span>
    </span>
  )
}
