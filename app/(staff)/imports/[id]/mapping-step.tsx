import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { Select } from '@/components/ui/select'
import { Button } from '@/components/ui/button'
import type { Ctx } from '@/lib/context'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { FIELDS, REQUIRED } from '@/lib/imports/columns'
import { getFileColumns, type ImportRow } from '@/lib/imports/queries'
import { saveMappingAction } from '../actions'

/** Which of the file's columns is which of ours, with the first values for the eye. */
export async function MappingStep({ ctx, found }: { ctx: Ctx; found: ImportRow }) {
  const t = await getTranslations('imports')
  const columns = await getFileColumns(ctx, openStorage(), found.id)
  const options = columns.map(({ header, examples }) => ({
    value: header,
    label: examples.length > 0 ? `${header} (${t('mappingExample', { examples: examples.join(', ').slice(0, 60) })})` : header,
  }))
  return (
    <section aria-labelledby="mapping" className="flex max-w-3xl flex-col gap-3">
      <h2 id="mapping" className="text-lg font-semibold">
        {t('mappingTitle')}
      </h2>
      <p className="text-ink-soft">{t('mappingLead')}</p>
      <MessagesProvider namespaces={['imports']}>
        <ActionForm action={saveMappingAction} hidden={{ importId: found.id }} label={t('mappingTitle')}>
          <div className="grid gap-(--stack) sm:grid-cols-2">
            {FIELDS.map(field => (
              <Select
                key={field}
                name={field}
                label={t(`fields.${field}`)}
                optional={!REQUIRED.includes(field)}
                options={options}
                placeholder={t('mappingNone')}
                defaultValue={found.mapping[field] ?? ''}
              />
            ))}
          </div>
          <div>
            <Button type="submit" variant="primary">
              {t('mappingSave')}
            </Button>
          </div>
        </ActionForm>
      </MessagesProvider>
    </section>
  )
}
