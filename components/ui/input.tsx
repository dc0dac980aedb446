'use client'

import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Field } from './field'
import { useField } from './field-context'

export type FieldTexts = {
  label: ReactNode
  hint?: string
  error?: string
  optional?: boolean
  labelHidden?: boolean
  fieldClassName?: string
}
export type InputProps = Omit<ComponentProps<'input'>, 'name' | 'size'> & FieldTexts & { name: string }

/** A labelled one-line text field. Plain and uncontrolled: it works before any script has loaded. */
export function Input({
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
  ...rest
}: InputProps) {
  const field = useField({ name, id, hint, error })
  const texts = { label, hint, optional, labelHidden, className: fieldClassName }
  return (
    <Field id={field.fieldId} error={field.problem} {...texts}>
      <input
        {...field.aria}
        className={cn('control', className)}
        defaultValue={rest.value === undefined ? (field.typed ?? defaultValue) : undefined}
        {...rest}
      />
    </Field>
  )
}
