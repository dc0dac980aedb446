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

/** Takes no room until it is asked for, and on a phone stands at the foot of the screen: it never widens the page. */
const tip = cn(
  'pointer-events-none z-30 hidden w-max rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-mid',
  'group-hover/date:block group-focus-visible/date:block',
  'max-md:fixed max-md:inset-x-4 max-md:bottom-4 max-md:mx-auto',
  'md:absolute md:bottom-full md:left-1/2 md:mb-1 md:-translate-x-1/2',
)

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
      <span className="sr-only"> {exact}</span>
      <span aria-hidden className={tip}>
        {exact}
      </span>
    </time>
  )
}
