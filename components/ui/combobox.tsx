'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cn } from './cn'
import { Field } from './field'
import { useField } from './field-context'
import type { FieldTexts } from './input'
import { itemStyle, popupStyle } from './popup-style'
import type { RichOption } from './rich-select'
import { useOverlayHome } from './overlay-home'

type Props = FieldTexts & {
  name: string
  id?: string
  options: readonly RichOption[]
  placeholder?: string
  value?: RichOption | null
  defaultValue?: RichOption
  onValueChange?: (option: RichOption | null) => void
  /** Set when the server searches: `options` are then shown as they come. */
  onQueryChange?: (query: string) => void
  busy?: boolean
}

/** Type to find one of many. Sends the chosen option's `value` under `name`. */
export function Combobox(props: Props) {
  const home = useOverlayHome()
  const { name, id, label, labelHidden, hint, error, optional, fieldClassName, options, placeholder, busy } = props
  const t = useTranslations('ui')
  const field = useField({ name, id, hint, error })
  const texts = { label, hint, optional, labelHidden, className: fieldClassName }
  return (
    <Base.Root
      items={options}
      name={name}
      value={props.value}
      defaultValue={props.defaultValue}
      itemToStringLabel={(option: RichOption) => option.label}
      itemToStringValue={(option: RichOption) => option.value}
      isItemEqualToValue={(a: RichOption, b: RichOption) => a.value === b.value}
      onValueChange={option => props.onValueChange?.(option)}
      onInputValueChange={query => props.onQueryChange?.(query)}
      filter={props.onQueryChange ? null : undefined}
      autoHighlight
    >
      <Field id={field.fieldId} error={field.problem} {...texts}>
        <Base.InputGroup className="relative">
          <Base.Input
            id={field.fieldId}
            aria-describedby={field.aria['aria-describedby']}
            aria-invalid={field.aria['aria-invalid']}
            placeholder={placeholder}
            className="control pr-16"
          />
          <span className="absolute inset-y-0 right-1 flex items-center text-ink-faint">
            <Base.Clear aria-label={t('clear')} className="grid size-7 place-items-center rounded-sm hover:text-ink">
              <X aria-hidden className="size-3.5" />
            </Base.Clear>
            <Base.Trigger aria-label={t('openList')} className="grid size-7 place-items-center rounded-sm hover:text-ink">
              <ChevronsUpDown aria-hidden className="size-3.5" />
            </Base.Trigger>
          </span>
        </Base.InputGroup>
      </Field>
      <Base.Portal container={home}>
        <Base.Backdrop className="fixed inset-0 z-40" />
        <Base.Positioner sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={cn(popupStyle, 'w-(--anchor-width) max-w-(--available-width)')}>
            <Base.Status className="px-3 text-xs text-ink-faint not-empty:py-2">{busy ? t('searching') : null}</Base.Status>
            <Base.Empty className="px-3 text-sm text-ink-faint not-empty:py-3">{busy ? null : t('nothingFound')}</Base.Empty>
            <Base.List className="quiet-scroll max-h-[min(20rem,var(--available-height))] overflow-y-auto not-empty:p-1">
              {(option: RichOption) => (
                <Base.Item key={option.value} value={option} disabled={option.disabled} className={itemStyle}>
                  <span className="min-w-0 flex-1">
                    {option.label}
                    {option.detail && <span className="block text-xs text-ink-faint">{option.detail}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
