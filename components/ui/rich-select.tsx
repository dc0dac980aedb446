'use client'

import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { cn } from './cn'
import { FieldError, FieldHint } from './field'
import { useField } from './field-context'
import type { FieldTexts } from './input'
import { itemStyle, popupStyle } from './popup-style'
import { useOverlayHome } from './overlay-home'

export type RichOption = { value: string; label: string; detail?: string; disabled?: boolean }
type Props = Omit<FieldTexts, 'label' | 'optional'> & {
  name: string
  id?: string
  label: string
  options: readonly RichOption[]
  placeholder?: string
  value?: string | null
  defaultValue?: string
  onValueChange?: (value: string | null) => void
}

/** A select whose choices carry a second line. Needs script; forms that must work without it use Select. */
export function RichSelect({
  name,
  id,
  label,
  labelHidden,
  hint,
  error,
  fieldClassName,
  options,
  placeholder,
  value,
  defaultValue,
  onValueChange,
}: Props) {
  const home = useOverlayHome()
  const field = useField({ name, id, hint, error })
  return (
    <Base.Root items={options} name={name} value={value} defaultValue={field.typed ?? defaultValue} onValueChange={onValueChange}>
      <div className={cn('flex min-w-0 flex-col gap-(--field-gap)', fieldClassName)}>
        <Base.Label className={cn('text-(length:--label-text) leading-snug font-medium text-ink', labelHidden && 'sr-only')}>
          {label}
        </Base.Label>
        {hint && <FieldHint id={field.fieldId}>{hint}</FieldHint>}
        {field.problem && <FieldError id={field.fieldId}>{field.problem}</FieldError>}
        <Base.Trigger
          id={field.fieldId}
          aria-describedby={field.aria['aria-describedby']}
          aria-invalid={field.aria['aria-invalid']}
          className="control flex items-center justify-between gap-2 text-left"
        >
          <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-faint" />
          <Base.Icon>
            <ChevronsUpDown aria-hidden className="size-3.5 text-ink-faint" />
          </Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal container={home}>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className={cn(popupStyle, 'min-w-(--anchor-width) max-w-(--available-width)')}>
            <Base.List className="quiet-scroll max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
              {options.map(option => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  label={option.label}
                  className={itemStyle}
                >
                  <span className="min-w-0 flex-1">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.detail && <span className="block text-xs text-ink-faint">{option.detail}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
