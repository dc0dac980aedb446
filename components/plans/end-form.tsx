'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

type Props = { action: FormAction; hidden: Record<string, string>; id: string }

/** Ends a running plan; the borrower reads the reason. */
export function EndForm({ action, hidden, id }: Props) {
  const t = useTranslations('planEnd')
  return (
    <details className="max-w-xl">
      <summary className="cursor-pointer text-sm font-medium text-accent">{t('title')}</summary>
      <ActionForm action={action} hidden={hidden} idPrefix={`end-${id}-`} className="mt-2 max-w-md">
        <p className="text-sm text-ink-soft">{t('text')}</p>
        <Input name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={300} />
        <Button type="submit" className="self-start">
          {t('confirm')}
        </Button>
      </ActionForm>
    </details>
  )
}
