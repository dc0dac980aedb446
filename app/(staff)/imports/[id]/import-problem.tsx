import { useFormatter, useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { FIELDS } from '@/lib/imports/columns'

type Props = { status: string; problem: { reason: string; values?: Record<string, string | number> } }

/** Why a file was not taken in, or what is worth knowing about it. */
export function ImportProblem({ status, problem }: Props) {
  const t = useTranslations('imports')
  const errors = useTranslations('errors')
  const format = useFormatter()
  const named = (columns: string) =>
    format.list(FIELDS.filter(field => columns.split(', ').includes(field)).map(field => t(`fields.${field}`)))
  const key = problem.reason
  const columns = problem.values?.columns
  const values = typeof columns === 'string' ? { ...problem.values, columns: named(columns) } : problem.values
  const sentence = errors.has(key) ? errors(key, values) : errors('import_failed')
  if (status === 'refused')
    return (
      <Notice tone="attention" title={t('refusedTitle')} actions={<LinkButton href="/imports/new">{t('upload')}</LinkButton>}>
        <p>{sentence}</p>
        <p>{t('refusedText')}</p>
      </Notice>
    )
  if (status === 'failed')
    return (
      <Notice tone="attention" title={t('failedTitle')} actions={<LinkButton href="/imports/new">{t('upload')}</LinkButton>}>
        <p>{sentence}</p>
        <p>{t('failedText')}</p>
      </Notice>
    )
  return <Notice title={sentence} />
}
