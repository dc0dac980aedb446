'use client'

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { cn } from './cn'

export type FieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string
  optional?: boolean
  labelHidden?: boolean
  className?: string
  children: ReactNode
}

/** Label, hint and error around one control. The control carries the ids; see useField. */
export function Field({ id, label, hint, error, optional, labelHidden, className, children }: FieldProps) {
  const t = useTranslations('ui')
  return (
    <div className={cn('flex min-w-0 flex-col gap-(--field-gap)', className)}>
      <label
        htmlFor={id}
        className={cn('text-(length:--label-text) leading-snug font-medium text-ink', labelHidden && 'sr-only')}
      >
        {label}
        {optional && <span className="font-normal text-ink-faint"> {t('optional')}</span>}
      </label>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      {children}
    </div>
  )
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-hint`} className="text-[max(0.75rem,calc(var(--label-text)*0.93))] leading-snug text-ink-faint">
      {children}
    </p>
  )
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-error`} className="flex items-start gap-1.5 text-(length:--label-text) leading-snug font-medium text-stop">
      <CircleAlert aria-hidden className="mt-[0.15em] size-[1.1em] shrink-0" />
      <span>{children}</span>
    </p>
  )
}
