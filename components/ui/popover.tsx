'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { buttonStyle, type ButtonStyle } from './button-style'
import { cn } from './cn'
import { popupStyle } from './popup-style'
import { useOverlayHome } from './overlay-home'

type Props = {
  trigger: ReactNode
  triggerLabel?: string
  triggerVariant?: ButtonStyle['variant']
  triggerClassName?: string
  title?: ReactNode
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

/** More about one thing, beside it. */
export function Popover({ trigger, triggerLabel, triggerVariant, triggerClassName, title, align = 'start', children }: Props) {
  const home = useOverlayHome()
  return (
    <Base.Root>
      <Base.Trigger aria-label={triggerLabel} className={cn(buttonStyle({ variant: triggerVariant }), triggerClassName)}>
        {trigger}
      </Base.Trigger>
      <Base.Portal container={home}>
        <Base.Positioner sideOffset={6} align={align} className="z-40">
          <Base.Popup className={cn(popupStyle, 'w-max max-w-[min(24rem,calc(100vw-2rem))] p-4')}>
            {title && <Base.Title className="mb-1 font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
