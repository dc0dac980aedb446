import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'

type Hidden = { id: string; seen: string }

export function ProposeForm({ action, hidden }: { action: FormAction; hidden: Hidden }) {
  const t = useTranslations('rules')
  return (
    <ActionForm action={action} hidden={hidden} label={t('propose')} className="items-start">
      <p className="max-w-prose text-sm text-ink-soft">{t('proposeHint')}</p>
      <Button type="submit" variant="primary">{t('propose')}</Button>
    </ActionForm>
  )
}

/** Another person's judgement: publish, or return with a reason. */
export function DecideForm({ action, hidden, redCount }: { action: FormAction; hidden: Hidden; redCount: number }) {
  const t = useTranslations('rules')
  return (
    <ActionForm action={action} hidden={hidden} label={t('decide')} className="max-w-xl items-stretch">
      <RadioGroup
        name="decision"
        legend={t('decide')}
        choices={[
          { value: 'publish', label: t('publish'), hint: t('publishHint') },
          { value: 'return', label: t('return'), hint: t('returnHint') },
        ]}
      />
      <Textarea name="note" label={t('note')} hint={t(redCount > 0 ? 'noteRed' : 'noteHint', { count: redCount })} maxLength={2000} />
      <Button type="submit" variant="primary" className="self-start">{t('decideNow')}</Button>
    </ActionForm>
  )
}
