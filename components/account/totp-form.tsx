'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { QrCode } from '@/components/ui/qr-code'

type Props = { secret: string; uri: string; hasTotp: boolean; action: FormAction }

/** Sets up, or replaces, the code from an authenticator app; stored only after a first right code. */
export function TotpForm({ secret, uri, hasTotp, action }: Props) {
  const t = useTranslations('account')
  return (
    <ActionForm action={action} idPrefix="totp-" hidden={{ secret }} resetOnOk label={t('totp')}>
      <p className="text-ink-soft">{hasTotp ? t('totpOn') : t('totpOff')}</p>
      <div className="flex flex-wrap items-start gap-4">
        <QrCode value={uri} label={t('totpPicture')} />
        <div className="flex min-w-56 flex-1 flex-col gap-2 text-sm text-ink-soft">
          <p>{t('totpScan')}</p>
          <p>
            {t('totpSteps')}{' '}
            <a href={uri} className="font-medium text-accent underline underline-offset-2">
              {t('totpLink')}
            </a>
          </p>
          <code className="w-fit max-w-full rounded-md border border-line bg-sunken px-2 py-1 font-mono break-all text-ink select-all">
            {secret.replace(/(.{4})/g, '$1 ').trim()}
          </code>
        </div>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Input name="code" label={t('code')} inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
        <Input name="password" type="password" label={t('currentPassword')} autoComplete="current-password" />
      </div>
      <Button type="submit" variant="primary" className="self-start">
        {hasTotp ? t('totpReplace') : t('totpTurnOn')}
      </Button>
    </ActionForm>
  )
}
