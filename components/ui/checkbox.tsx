'use client'

import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { FieldError } from './field'
import { useField } from './field-context'

export const tickStyle = 'mt-[0.1em] size-[1.15em] min-h-4 min-w-4 shrink-0 accent-accent disabled:cursor-not-allowed'

type Props = Omit<ComponentProps<'input'>, 'name' | 'type'> & { name: string; label: ReactNode; hint?: string; error?: string }

/** One yes. Sends `value` (default "on") when ticked. */
export function Checkbox({ name, id, label, hint, error, className, value = 'on', defaultChecked, ...rest }: Props) {
  const field = useField({ name, id, hint, error })
  return (
    <div className="flex flex-col gap-(--field-gap)">
      {field.problem && <FieldError id={field.fieldId}>{field.problem}</FieldError>}
      <label className={cn('flex min-h-6 items-start gap-2.5 text-(length:--control-text) leading-snug', className)}>
        <input
          {...field.aria}
          type="checkbox"
          value={value}
          className={tickStyle}
          defaultChecked={
            rest.checked === undefined ? (field.typed === undefined ? defaultChecked : field.typed === value) : undefined
          }
          {...rest}
        />
        <span>
          {label}
          {hint && (
            <span id={`${field.fieldId}-hint`} className="mt-0.5 block text-ink-faint">
              {hint}
            </span>
          )}
        </span>
      </label>
    </div>
  )
}
