import { useLocale } from 'next-intl'
import { formatMoney, type Currency } from '@/lib/money'
import { cn } from './cn'

type Props = { amountCents: number; currency: Currency; strong?: boolean; className?: string }

/** An amount in minor units as the reader writes it. Never broken over two lines, never red. */
export function Money({ amountCents, currency, strong, className }: Props) {
  const locale = useLocale()
  return (
    <span className={cn('whitespace-nowrap tabular-nums', strong && 'font-semibold', className)}>
      {formatMoney(amountCents, currency, locale)}
    </span>
  )
}
