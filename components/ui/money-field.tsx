'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import { cn } from './cn'
import { Field } from './field'
import { useField } from './field-context'
import type { InputProps } from './input'

/** ¥ or $ as the reader's language writes it. */
export const currencySign = (currency: Currency, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(part => part.type === 'currency')?.value ?? currency

/** An amount as text, e.g. "1,234.50"; the server reads it with parseAmount. The sign is said to screen readers by the label. */
export function MoneyField({
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
  currency,
  ...rest
}: InputProps & { currency: Currency }) {
  const t = useTranslations('ui.currency')
  const locale = useLocale()
  const field = useField({ name, id, hint, error })
  const spoken = (
    <>
      {label}
      <span className="sr-only"> ({t(currency)})</span>
    </>
  )
  return (
    <Field
      id={field.fieldId}
      error={field.problem}
      hint={hint}
      optional={optional}
      labelHidden={labelHidden}
      className={fieldClassName}
      label={spoken}
    >
      <span className="relative block max-w-64">
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-(--control-x) flex items-center text-(length:--control-text) text-ink-faint"
        >
          {currencySign(currency, locale)}
        </span>
        <input
          {...field.aria}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          className={cn('control pl-[calc(var(--control-x)+1.25em)] text-right', className)}
          defaultValue={rest.value === undefined ? (field.typed ?? defaultValue) : undefined}
          {...rest}
        />
      </span>
    </Field>
  )
}
