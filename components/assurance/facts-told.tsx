import { useTranslations } from 'next-intl'

/** What was known when it was decided, as it was kept: ids and codes, no names and no numbers. */
export function FactsTold({ facts }: { facts: unknown }) {
  const t = useTranslations('assurance')
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-semibold text-ink">{t('facts')}</summary>
      <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded-md bg-sunken p-3 text-xs text-ink-soft">
        {JSON.stringify(facts, null, 2)}
      </pre>
    </details>
  )
}
