import { useTranslations } from 'next-intl'

/** First stop of the keyboard: past the navigation to #main. */
export function SkipLink() {
  const t = useTranslations('shell')
  return (
    <a
      href="#main"
      className="sr-only rounded-md bg-accent px-4 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
    >
      {t('skip')}
    </a>
  )
}
