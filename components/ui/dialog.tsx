'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { buttonStyle, type ButtonStyle } from './button-style'
import { cn } from './cn'
import type { Density } from './density'
import { InDialog } from './overlay-home'

export type DialogProps = {
  title: ReactNode
  description?: ReactNode
  /** What the opening button shows; leave out when `open` is controlled. */
  trigger?: ReactNode
  triggerVariant?: ButtonStyle['variant']
  triggerLabel?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  size?: 'sm' | 'md' | 'lg'
  density?: Density
  children?: ReactNode
  footer?: ReactNode
}

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' } as const

/** A question that must be answered first. Focus is kept inside, Esc closes, focus goes back to the trigger. */
export function Dialog({ size = 'md', ...props }: DialogProps) {
  const place =
    'fixed inset-x-0 bottom-0 mx-auto w-full rounded-b-none sm:inset-auto sm:top-1/2 sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl'
  return <Modal {...props} popup={cn('float-in rounded-xl max-h-[min(90dvh,48rem)]', place, widths[size])} />
}

/** A side sheet for looking closer without leaving the page. */
export function Drawer({ size = 'md', ...props }: DialogProps) {
  return (
    <Modal
      {...props}
      popup={cn(
        'fixed inset-y-0 right-0 h-dvh w-[calc(100%-2.5rem)] transition-[translate,opacity] duration-150 data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0',
        widths[size],
      )}
    />
  )
}

function Modal({
  title,
  description,
  trigger,
  triggerVariant,
  triggerLabel,
  open,
  onOpenChange,
  density,
  children,
  footer,
  popup,
}: DialogProps & { popup: string }) {
  const t = useTranslations('ui')
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger !== undefined && (
        <Base.Trigger aria-label={triggerLabel} className={buttonStyle({ variant: triggerVariant })}>
          {trigger}
        </Base.Trigger>
      )}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          data-density={density}
          className={cn('z-40 flex flex-col border border-line bg-raised text-ink shadow-high outline-none', popup)}
        >
          <div className="flex items-start gap-4 border-b border-line px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold tracking-tight">{title}</Base.Title>
              {description && <Base.Description className="mt-0.5 text-sm text-ink-soft">{description}</Base.Description>}
            </div>
            <Base.Close
              aria-label={t('close')}
              className="-mr-2 grid size-8 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <InDialog value>
            <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          </InDialog>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** A button that closes the dialog around it. */
export function DialogClose({ variant, children }: { variant?: ButtonStyle['variant']; children: ReactNode }) {
  return <Base.Close className={buttonStyle({ variant })}>{children}</Base.Close>
}
