import { useTranslations } from 'next-intl'
import { cn } from './cn'

/** One grey shape of the size of what is coming. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn('block h-4 animate-pulse rounded-sm bg-line', className)} />
)

const widths = ['w-11/12', 'w-3/4', 'w-5/6', 'w-2/3'] as const

/** Lines in place of a list or text; says once that it is loading. */
export function SkeletonLines({ lines = 3, className }: { lines?: number; className?: string }) {
  const t = useTranslations('ui')
  return (
    <div role="status" className={cn('flex flex-col gap-3', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={widths[index % widths.length]} />
      ))}
    </div>
  )
}
