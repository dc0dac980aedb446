'use client'

import { useTranslations } from 'next-intl'
import { Kbd } from '@/components/ui/kbd'
import { useKeysSwitch } from './use-desk-keys'

const keys = {
  desk: ['J', 'K', 'Enter', 'Space', 'E', 'S', 'P', 'N', 'C', 'A', '/', 'Ctrl K', '?', 'Esc'],
  case: ['C', 'R', 'P', 'N', 'M', 'I', 'S', 'A', 'E', 'Ctrl K', '?', 'Esc'],
} as const

/** What each key does, and the switch that turns single keys off. */
export function KeysHelp({ place }: { place: keyof typeof keys }) {
  const t = useTranslations('desk')
  const { on, turn } = useKeysSwitch()
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 sm:grid-cols-[auto_1fr_auto_1fr]">
        {keys[place].map(key => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd className="text-ink-soft">
              {t(`keyHelp.${place}.${key === '/' ? 'slash' : key === '?' ? 'question' : key.replace(' ', '').toLowerCase()}`)}
            </dd>
          </div>
        ))}
      </dl>
      <label className="flex items-center gap-2.5 border-t border-line pt-3 text-sm text-ink">
        <input type="checkbox" checked={on} onChange={event => turn(event.target.checked)} className="size-4 accent-accent" />
        {t('keysOn')}
      </label>
    </div>
  )
}
