'use client'

import { cn } from './cn'
import { Input, type InputProps } from './input'

/** A business date, sent as 2026-11-22. The browser's own picker, so it works without script and in the reader's language. */
export function DateField({ className, ...rest }: InputProps & { min?: string; max?: string }) {
  return <Input type="date" className={cn('max-w-48', className)} {...rest} />
}
