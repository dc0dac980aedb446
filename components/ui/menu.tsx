'use client'

import { Menu as Base } from '@base-ui/react/menu'
import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { buttonStyle, type ButtonStyle } from './button-style'
import { cn } from './cn'
import { Kbd } from './kbd'
import { itemStyle, popupStyle } from './popup-style'
import { useOverlayHome } from './overlay-home'

export type MenuItem = {
  id: string
  label: string
  icon?: ReactNode
  keys?: string
  href?: string
  onSelect?: () => void
  disabled?: boolean
  quietDanger?: boolean
}

type Props = {
  trigger: ReactNode
  triggerLabel?: string
  triggerVariant?: ButtonStyle['variant']
  triggerClassName?: string
  /** Groups of items, parted by a line. */
  groups: readonly (readonly MenuItem[])[]
  align?: 'start' | 'end'
}

/** Things that can be done or gone to. From a server page give items with `href`. */
export function Menu({ trigger, triggerLabel, triggerVariant = 'ghost', triggerClassName, groups, align = 'end' }: Props) {
  const home = useOverlayHome()
  return (
    <Base.Root>
      <Base.Trigger aria-label={triggerLabel} className={cn(buttonStyle({ variant: triggerVariant }), triggerClassName)}>
        {trigger}
      </Base.Trigger>
      <Base.Portal container={home}>
        <Base.Positioner sideOffset={6} align={align} className="z-40">
          <Base.Popup className={cn(popupStyle, 'min-w-44 p-1')}>
            {groups.map((items, index) => (
              <Fragment key={index}>
                {index > 0 && <Base.Separator className="mx-1 my-1 h-px bg-line" />}
                {items.map(item => (
                  <Entry key={item.id} item={item} />
                ))}
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ item }: { item: MenuItem }) {
  const style = cn(itemStyle, item.quietDanger && 'text-stop')
  const content = (
    <>
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.keys && <Kbd>{item.keys}</Kbd>}
    </>
  )
  if (item.href) {
    return (
      <Base.LinkItem render={<Link href={item.href} />} closeOnClick className={style} label={item.label}>
        {content}
      </Base.LinkItem>
    )
  }
  return (
    <Base.Item onClick={item.onSelect} disabled={item.disabled} className={style} label={item.label}>
      {content}
    </Base.Item>
  )
}
