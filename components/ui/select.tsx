'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Field } from './field'
import { useField } from './field-context'
import type { FieldTexts } from './input'

export type Option = { value: string; label: string; disabled?: boolean }
export type SelectProps = Omit<ComponentProps<'select'>, 'name' | 'size'> &
  FieldTexts & { name: string; options: readonly Option[]; placeholder?: string }

/** A labelled native select: the phone's own picker, works without script. `placeholder` adds an empty first choice. */
export function Select({
  label,
  hint,
  error,
  optional,
  labelHidden,
  fieldClassName,
  className,
  name,
  id,
  options,
  placeholder,
  defaultValue,
  ...rest
}: SelectProps) {
  const field = useField({ name, id, hint, error })
  const texts = { label, hint, optional, labelHidden, className: fieldClassName }
  const first = field.typed ?? defaultValue
  return (
    <Field id={field.fieldId} error={field.problem} {...texts}>
      <span className="relative block">
        <select
          key={rest.value === undefined ? String(first ?? '') : undefined}
          {...field.aria}
          className={cn('control appearance-none truncate pr-9', className)}
          defaultValue={rest.value === undefined ? first : undefined}
          {...rest}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map(option => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
      </span>
    </Field>
  )
}
