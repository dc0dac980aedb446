'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { useOverlayHome } from './overlay-home'

type Props = { text: ReactNode; label?: string; onClick?: () => void; className?: string; children: ReactNode }

/** A word of explanation on hover and on focus. Never the only place of something needed. `label` names an icon alone. */
export function Tooltip({ text, label, onClick, className, children }: Props) {
  const home = useOverlayHome()
  return (
    <Base.Provider delay={300}>
      <Base.Root>
        <Base.Trigger
          type="button"
          aria-label={label}
          onClick={onClick}
          className={cn(
            'inline-flex min-h-6 items-center rounded-sm',
            !label && 'decoration-line-strong decoration-dotted underline-offset-4 not-disabled:underline',
            className,
          )}
        >
          {children}
        </Base.Trigger>
        <Base.Portal container={home}>
          <Base.Positioner sideOffset={6} className="z-50">
            <Base.Popup className="float-in max-w-xs rounded-md bg-ink px-2.5 py-1.5 text-xs text-canvas shadow-mid">
              {text}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Base.Provider>
  )
}
