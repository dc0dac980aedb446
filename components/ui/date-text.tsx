import { useLocale } from 'next-intl'
import { cn } from './cn'
import { dateInWords, momentInWords, relativeWords } from './date-words'

type Props = {
  /** A business date "2026-11-22", or a moment. */
  value: string | Date
  /** ctx.today for a business date, ctx.now for a moment; needed for words. */
  now?: string | Date
  timeZone?: string
  /** words: "in 2 days", the exact date on hover and focus. exact: the date. both: the date with the words after it. */
  show?: 'words' | 'exact' | 'both'
  className?: string
}

/** A date or moment as people say it, with the exact one never further than a hover or a Tab away. */
export function DateText({ value, now, timeZone = 'Asia/Shanghai', show = now ? 'words' : 'exact', className }: Props) {
  const locale = useLocale()
  const exact = typeof value === 'string' ? dateInWords(value, locale) : momentInWords(value, locale, timeZone)
  const words = now === undefined ? exact : relativeWords(value, now, locale)
  const machine = typeof value === 'string' ? value : value.toISOString()
  if (show === 'exact') {
    return (
      <time dateTime={machine} className={cn('whitespace-nowrap', className)}>
        {exact}
      </time>
    )
  }
  if (show === 'both') {
    return (
      <time dateTime={machine} className={className}>
        <span className="whitespace-nowrap">{exact}</span> <span className="whitespace-nowrap text-ink-faint">({words})</span>
      </time>
    )
  }
  return (
    <time
      dateTime={machine}
      tabIndex={0}
      className={cn('group/date relative inline-block rounded-xs whitespace-nowrap', className)}
    >
      {words}
      <span className="pointer-events-none absolute bottom-full left-1/2 z-30 mb-1 w-max -translate-x-1/2 rounded-md bg-ink px-2 py-1 text-xs text-canvas opacity-0 shadow-mid transition-opacity group-hover/date:opacity-100 group-focus-visible/date:opacity-100">
        {exact}
      </span>
    </time>
  )
}
