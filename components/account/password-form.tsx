'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

/** A new password: long, not common, without rules about signs. */
export function PasswordForm({ action }: { action: FormAction }) {
  const t = useTranslations('account')
  return (
    <ActionForm action={action} idPrefix="password-" resetOnOk label={t('password')}>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Input name="current" type="password" label={t('currentPassword')} autoComplete="current-password" />
        <Input name="next" type="password" label={t('newPassword')} hint={t('newPasswordHint')} autoComplete="new-password" />
      </div>
      <Button type="submit" className="self-start">
        {t('passwordChange')}
      </Button>
    </ActionForm>
  )
}
