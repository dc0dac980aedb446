'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'

type Props = {
  hidden: { lender: string; token: string }
  sha256: string
  mayBeTimeBarred: boolean
  isCodeSent: boolean
  sendCode: FormAction
  sign: FormAction
}

/** First a code by text message, then name and code; the text's fingerprint travels with the signature. Works without script. */
export function SignForm({ hidden, sha256, mayBeTimeBarred, isCodeSent, sendCode, sign }: Props) {
  const t = useTranslations('agreement')
  return (
    <section aria-labelledby="sign" className="no-print flex flex-col gap-6">
      <h2 id="sign" className="text-xl font-semibold">
        {t('sign')}
      </h2>
      <p className="text-ink-soft">{t('signLead')}</p>
      {mayBeTimeBarred && (
        <Notice tone="attention" title={t('oldDebtTitle')}>
          {t('oldDebtText')}
        </Notice>
      )}
      {isCodeSent && <Notice live title={t('codeSent')} />}
      <ActionForm action={sendCode} hidden={hidden} idPrefix="code-" label={t('sendCode')}>
        <Button type="submit" variant={isCodeSent ? 'secondary' : 'primary'} className="self-start max-sm:w-full">
          {t(isCodeSent ? 'sendAgain' : 'sendCode')}
        </Button>
      </ActionForm>
      {isCodeSent && (
        <ActionForm action={sign} hidden={{ ...hidden, sha256 }} idPrefix="sign-" label={t('sign')}>
          <Input name="signedName" label={t('name')} hint={t('nameHint')} autoComplete="name" maxLength={200} />
          <Input
            name="code"
            label={t('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            className="max-w-40"
          />
          {mayBeTimeBarred && <Checkbox name="knowsLimitation" label={t('oldDebtKnow')} />}
          <Checkbox name="agree" label={t('agree')} />
          <Button type="submit" variant="primary" className="self-start max-sm:w-full">
            {t('signButton')}
          </Button>
        </ActionForm>
      )}
    </section>
  )
}
