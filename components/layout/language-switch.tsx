import { useLocale, useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { locales, type ChoiceAction } from './preferences'

/** Two buttons in a form; each language names itself. */
export function LanguageSwitch({ action }: { action: ChoiceAction }) {
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
            )}
          >
            {t(locale)}
          </button>
        ))}
      </div>
    </form>
  )
}
