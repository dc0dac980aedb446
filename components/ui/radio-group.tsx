'use client'

import type { ReactNode } from 'react'
import { tickStyle } from './checkbox'
import { cn } from './cn'
import { FieldError, FieldHint } from './field'
import { useField } from './field-context'

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }
type Props = {
  name: string
  id?: string
  legend: ReactNode
  legendHidden?: boolean
  hint?: string
  error?: string
  choices: readonly Choice[]
  defaultValue?: string
  /** cards: a large frame to tap for each choice. inline: side by side. checks: several may be ticked, sent as `name` repeated. */
  look?: 'list' | 'inline' | 'cards'
  several?: boolean
  defaultValues?: readonly string[]
}

/** Native radio buttons (or, with `several`, tick boxes) under one question. */
export function RadioGroup({
  name,
  id,
  legend,
  legendHidden,
  hint,
  error,
  choices,
  defaultValue,
  look = 'list',
  several,
  defaultValues,
}: Props) {
  const field = useField({ name, id, hint, error })
  const picked = several ? new Set(field.typed?.split(',') ?? defaultValues ?? []) : new Set([field.typed ?? defaultValue])
  return (
    <fieldset
      aria-describedby={field.aria['aria-describedby']}
      aria-invalid={several ? undefined : field.aria['aria-invalid']}
      role={several ? undefined : 'radiogroup'}
      className="min-w-0"
    >
      <legend
        className={cn('mb-(--field-gap) text-(length:--label-text) leading-snug font-medium text-ink', legendHidden && 'sr-only')}
      >
        {legend}
      </legend>
      <div className="flex flex-col gap-(--field-gap) empty:hidden">
        {hint && <FieldHint id={field.fieldId}>{hint}</FieldHint>}
        {field.problem && <FieldError id={field.fieldId}>{field.problem}</FieldError>}
      </div>
      <div
        className={cn(
          'mt-(--field-gap) flex gap-2',
          look === 'inline' ? 'flex-wrap gap-x-5' : 'flex-col',
          look === 'cards' && 'gap-3',
        )}
      >
        {choices.map((choice, index) => (
          <label
            key={choice.value}
            className={cn(
              'flex min-h-6 items-start gap-2.5 text-(length:--control-text) leading-snug',
              look === 'cards' &&
                'min-h-(--control-h) rounded-lg border border-line-strong bg-surface px-4 py-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent hover:border-ink-faint',
              choice.disabled && 'text-ink-faint',
            )}
          >
            <input
              type={several ? 'checkbox' : 'radio'}
              id={index === 0 ? field.fieldId : `${field.fieldId}-${choice.value}`}
              name={name}
              value={choice.value}
              disabled={choice.disabled}
              defaultChecked={picked.has(choice.value)}
              className={cn(tickStyle, look === 'cards' && 'focus-visible:outline-none')}
            />
            <span className="min-w-0 flex-1">
              {choice.label}
              {choice.hint && <span className="mt-0.5 block text-[0.93em] text-ink-faint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
