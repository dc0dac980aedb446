'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useTranslations } from 'next-intl'
import { buttonStyle } from './button-style'
import { Kbd } from './kbd'
import { popupStyle } from './popup-style'
import { cn } from './cn'

export type CommandItem = {
  id: string
  label: string
  detail?: string
  keywords?: string[]
  icon?: ReactNode
  keys?: string
  href?: string
  onSelect?: () => void
}
export type CommandGroup = { id: string; heading: string; items: readonly CommandItem[] }

type Props = {
  groups: readonly CommandGroup[]
  /** Set when the server searches: called with what is typed, and the groups are then shown as they come. */
  onQueryChange?: (query: string) => void
  busy?: boolean
  placeholder?: string
}

/** Everything by name: Cmd-K or Ctrl-K, also from inside a field; Esc closes. */
export function CommandPalette({ groups, onQueryChange, busy, placeholder }: Props) {
  const t = useTranslations('ui.palette')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  useHotkeys('mod+k', () => setOpen(now => !now), { preventDefault: true, enableOnFormTags: true })

  function run(item: CommandItem) {
    setOpen(false)
    if (item.href) router.push(item.href)
    else item.onSelect?.()
  }

  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger className={cn(buttonStyle({ variant: 'secondary' }), 'font-normal text-ink-faint')}>
        <Search aria-hidden />
        <span className="max-sm:sr-only">{t('open')}</span>
        <span aria-hidden className="max-sm:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </Base.Trigger>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          aria-label={t('title')}
          className={cn(
            popupStyle,
            'fixed top-[12vh] left-1/2 z-40 w-[min(40rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden',
          )}
        >
          <Command label={t('title')} shouldFilter={!onQueryChange} loop>
            <div className="flex items-center gap-2 border-b border-line px-4">
              <Search aria-hidden className="size-4 text-ink-faint" />
              <Command.Input
                onValueChange={onQueryChange}
                placeholder={placeholder ?? t('placeholder')}
                className="min-h-12 flex-1 bg-transparent text-base outline-none"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="quiet-scroll max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-ink-faint">{busy ? t('searching') : t('empty')}</Command.Empty>
              {groups.map(group => (
                <Command.Group
                  key={group.id}
                  heading={group.heading}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint"
                >
                  {group.items.map(item => (
                    <Command.Item
                      key={item.id}
                      value={`${item.label} ${item.id}`}
                      keywords={item.keywords}
                      onSelect={() => run(item)}
                      className="flex min-h-9 items-center gap-2.5 rounded-sm px-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent [&_svg]:size-4 [&_svg]:shrink-0"
                    >
                      {item.icon}
                      <span className="min-w-0 flex-1 truncate">{item.label}</span>
                      {item.detail && <span className="truncate text-xs text-ink-faint">{item.detail}</span>}
                      {item.keys && <Kbd>{item.keys}</Kbd>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
