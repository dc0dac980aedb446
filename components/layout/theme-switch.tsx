import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { themes, type ChoiceAction, type Theme } from './preferences'

const icons = { light: Sun, dark: Moon, system: Monitor } as const

/** Light, dark or the system's. */
export function ThemeSwitch({ action, current }: { action: ChoiceAction; current: Theme }) {
  const t = useTranslations('shell.theme')
  return (
    <form action={action}>
      <div role="group" aria-label={t('label')} className="flex items-center rounded-md border border-line p-px">
        {themes.map(theme => {
          const Icon = icons[theme]
          return (
            <button
              key={theme}
              name="theme"
              value={theme}
              title={t(theme)}
              aria-label={t(theme)}
              aria-pressed={theme === current}
              className={cn(
                'grid size-7 place-items-center rounded-sm text-ink-faint hover:text-ink pointer-coarse:size-9',
                theme === current && 'bg-accent-soft text-accent hover:text-accent',
              )}
            >
              <Icon aria-hidden className="size-4" />
            </button>
          )
        })}
      </div>
    </form>
  )
}
