'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

/** Takes an offer back; the reason is kept with it. */
export function WithdrawForm({ action, token, id }: { action: FormAction; token: string; id: string }) {
  const t = useTranslations('plans')
  return (
    <details>
      <summary className="cursor-pointer text-sm font-medium text-accent">{t('withdraw')}</summary>
      <ActionForm action={action} hidden={{ token }} idPrefix={`withdraw-${id}-`} className="mt-2 max-w-md">
        <Input name="reason" label={t('withdrawReason')} maxLength={500} />
        <Button type="submit" className="self-start">
          {t('withdrawSure')}
        </Button>
      </ActionForm>
    </details>
  )
}
