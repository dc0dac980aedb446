import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'

type Props = { asOf: string; today: string; exportHref: string }

/** Choose the day of the figures; a plain GET form, so that a day has an address. Beside it the same day as files. */
export function AsOfForm({ asOf, today, exportHref }: Props) {
  const t = useTranslations('debt')
  const file = (format: 'pdf' | 'csv') => `${exportHref}?format=${format}&asOf=${asOf}`
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
      <form method="get" className="flex items-end gap-3">
        <DateField name="asOf" label={t('asOfField')} defaultValue={asOf} max={today} />
        <Button type="submit" variant="secondary">
          {t('show')}
        </Button>
      </form>
      <a className="inline-flex min-h-11 items-center text-accent underline underline-offset-4" href={file('pdf')}>
        {t('statementPdf')}
      </a>
      <a className="inline-flex min-h-11 items-center text-accent underline underline-offset-4" href={file('csv')}>
        {t('statementCsv')}
      </a>
    </div>
  )
}
