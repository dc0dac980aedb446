import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'

type Props = { status: string; problem: { reason: string; values?: Record<string, string | number> } }

/** Why a file was not taken in, or what is worth knowing about it. */
export function ImportProblem({ status, problem }: Props) {
  const t = useTranslations('imports')
  const errors = useTranslations('errors')
  const key = problem.reason as Parameters<typeof errors.has>[0]
  const sentence = errors.has(key) ? errors(key, problem.values as never) : errors('import_failed')
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
