import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { MoneyField } from '@/components/ui/money-field'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'
import { changes, needs, offerFrequencies } from '@/lib/hardship/application-input'
import { decimalText, type Currency } from '@/lib/money'
import { StepForm, type StepFrame } from './step-form'

type Props = { frame: StepFrame; action: FormAction }

export function ChangedStep({ frame, action, whatChanged, story }: Props & { whatChanged: string | null; story: string | null }) {
  const t = useTranslations('hardship')
  return (
    <StepForm frame={frame} action={action} title={t('changed.title')} lead={t('changed.lead')}>
      <RadioGroup
        name="whatChanged"
        legend={t('changed.title')}
        legendHidden
        look="cards"
        defaultValue={whatChanged ?? undefined}
        choices={changes.map(value => ({ value, label: t(`changes.${value}`) }))}
      />
      <Textarea name="story" label={t('changed.story')} hint={t('changed.storyHint')} optional rows={3} maxLength={2000} defaultValue={story ?? ''} />
    </StepForm>
  )
}

type Offer = { currency: Currency; amountCents: number | null; frequency: string | null }

export function PayStep({ frame, action, currency, amountCents, frequency }: Props & Offer) {
  const t = useTranslations('hardship')
  return (
    <StepForm frame={frame} action={action} title={t('pay.title')} lead={t('pay.lead')}>
      <RadioGroup
        name="frequency"
        legend={t('pay.often')}
        look="cards"
        defaultValue={frequency ?? undefined}
        choices={offerFrequencies.map(value => ({ value, label: t(`offer.${value}`) }))}
      />
      <MoneyField name="amount" currency={currency} label={t('pay.amount')} hint={t('pay.amountHint')} defaultValue={amountCents ? decimalText(amountCents) : ''} />
    </StepForm>
  )
}

export function NeedsStep({ frame, action, chosen }: Props & { chosen: readonly string[] }) {
  const t = useTranslations('hardship')
  return (
    <StepForm frame={frame} action={action} title={t('needs.title')} lead={t('needs.lead')} canSkip>
      <RadioGroup
        name="needs"
        several
        legend={t('needs.title')}
        legendHidden
        look="cards"
        defaultValues={chosen}
        choices={needs.map(value => ({ value, label: t(`need.${value}`) }))}
      />
    </StepForm>
  )
}
