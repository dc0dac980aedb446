import { useFormatter, useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { BANK_FIELDS } from '@/lib/payments/bank-columns'

type Props = { status: string; problem: { reason: string; values?: Record<string, string | number> } }

/** Why a statement was not taken in, or what is worth knowing about it. */
export function StatementProblem({ status, problem }: Props) {
  const t = useTranslations('statements')
  const errors = useTranslations('errors')
  const format = useFormatter()
  const key = problem.reason
  const columns = problem.values?.columns
  const named = typeof columns === 'string' ? format.list(BANK_FIELDS.filter(field => columns.split(', ').includes(field)).map(field => t(`fields.${field}`))) : undefined
  const sentence = errors.has(key) ? errors(key, { ...problem.values, ...(named ? { columns: named } : {}) }) : errors('statement_failed')
  if (status !== 'refused') return <Notice tone={status === 'failed' ? 'attention' : 'info'} title={sentence} />
  return (
    <Notice tone="attention" title={t('refusedTitle')} actions={<LinkButton href="/payments/statements/new">{t('upload')}</LinkButton>}>
      <p>{sentence}</p>
      <p>{t('refusedText')}</p>
    </Notice>
  )
}
