import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'

type Props = { value: string; reveal?: ReactNode }

/** A private value as its masked copy; `reveal` is the place for the button that asks a reason. */
export function Masked({ value, reveal }: Props) {
  const t = useTranslations('ui')
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span>
        <span className="sr-only">{t('masked')} </span>
        {value}
      </span>
      {reveal}
    </span>
  )
}
