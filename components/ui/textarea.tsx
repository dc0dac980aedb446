'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Field } from './field'
import { useField } from './field-context'
import type { FieldTexts } from './input'

export type TextareaProps = Omit<ComponentProps<'textarea'>, 'name'> & FieldTexts & { name: string }

/** A labelled text of several lines; grows with what is typed where the browser can. */
export function Textarea({
  label,
  hint,
  error,
  optional,
  labelHidden,
  fieldClassName,
  className,
  name,
  id,
  defaultValue,
  rows = 3,
  ...rest
}: TextareaProps) {
  const field = useField({ name, id, hint, error })
  const texts = { label, hint, optional, labelHidden, className: fieldClassName }
  return (
    <Field id={field.fieldId} error={field.problem} {...texts}>
      <textarea
        {...field.aria}
        rows={rows}
        className={cn('control field-sizing-content max-h-96 py-[0.5em]', className)}
        style={{ minHeight: `${rows * 1.5 + 1}em` }}
        defaultValue={rest.value === undefined ? (field.typed ?? defaultValue) : undefined}
        {...rest}
      />
    </Field>
  )
}
