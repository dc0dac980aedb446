'use client'

import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useContext } from 'react'
import { useFormStatus } from 'react-dom'
import { useTranslations } from 'next-intl'
import { buttonStyle, type ButtonStyle } from './button-style'
import { cn } from './cn'
import { FieldContext } from './field-context'

export type ButtonProps = ComponentProps<'button'> & ButtonStyle & { size?: 'desk' | 'portal'; pending?: boolean }

/** A submit button shows by itself that its form is being sent and cannot be pressed twice. Without `size` it follows the shell. */
export function Button({ variant, shape, size, pending, type = 'button', className, children, onClick, ...rest }: ButtonProps) {
  const t = useTranslations('ui')
  const form = useFormStatus()
  const outer = useContext(FieldContext)
  const busy = pending ?? (type === 'submit' && (form.pending || outer.pending))
  return (
    <button
      type={type}
      data-density={size}
      aria-disabled={busy || undefined}
      onClick={event => (busy ? event.preventDefault() : onClick?.(event))}
      className={cn(buttonStyle({ variant, shape }), busy && 'opacity-80', className)}
      {...rest}
    >
      {busy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
      {busy && <span className="sr-only">{t('sending')}</span>}
    </button>
  )
}
