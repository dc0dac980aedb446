'use client'

import { createContext, useContext } from 'react'

export type FieldState = { idPrefix: string; pending: boolean; fields: Record<string, string>; values: Record<string, string> }

/** What the surrounding form knows about its fields after the last answer of the server. */
export const FieldContext = createContext<FieldState>({ idPrefix: '', pending: false, fields: {}, values: {} })

export type FieldOwn = { name: string; id?: string; hint?: string; error?: string }

/** Ids, error and last typed value of one field; own props win over the form's. */
export function useField({ name, id, hint, error }: FieldOwn) {
  const form = useContext(FieldContext)
  const fieldId = id ?? `${form.idPrefix}${name}`
  const problem = error ?? form.fields[name]
  const describedBy = [hint && `${fieldId}-hint`, problem && `${fieldId}-error`].filter(Boolean).join(' ') || undefined
  return {
    fieldId,
    problem,
    typed: form.values[name],
    aria: { id: fieldId, name, 'aria-describedby': describedBy, 'aria-invalid': problem ? true : undefined },
  }
}
