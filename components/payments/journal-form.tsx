import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'

/** A business date whose postings are taken as CSV. */
export function JournalForm({ today }: { today: string }) {
  const t = useTranslations('payments')
  return (
    <form method="get" action="/payments/journal" className="mt-8 flex flex-wrap items-end gap-3">
      <DateField name="on" label={t('journalOn')} hint={t('journalHint')} defaultValue={today} max={today} required />
      <Button type="submit" variant="secondary">
        {t('journal')}
      </Button>
    </form>
  )
}
