import { useLocale, useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { locales, type ChoiceAction } from './preferences'

/** Two buttons in a form; each language names itself. `compact` leaves only the other one on a small screen. */
export function LanguageSwitch({ action, compact }: { action: ChoiceAction; compact?: boolean }) {
  const t = useTranslations('shell.language')
  const current = useLocale()
  return (
    <form action={action}>
      <div role="group" aria-label={t('label')} className="flex items-center rounded-md border border-line p-px text-sm">
        {locales.map(locale => (
          <button
            key={locale}
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === current}
            className={cn(
              'min-h-7 rounded-sm px-2 text-ink-faint hover:text-ink pointer-coarse:min-h-9',
              locale === current && 'bg-accent-soft font-medium text-accent hover:text-accent',
              compact && locale === current && 'max-sm:hidden',
            )}
          >
            {t(locale)}
          </button>
        ))}
      </div>
    </form>
  )
}
