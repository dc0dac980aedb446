import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { checkSample } from './actions'
import { Section } from './section'

/** A real form over a real action: try it with and without script. */
export async function FormSection() {
  const t = await getTranslations('devUi')
  const ways = (['bank', 'wallet'] as const).map(value => ({ value, label: t(`form.${value}`) }))
  return (
    <Section id="forms" title={t('sections.forms')}>
      <ActionForm action={checkSample} label={t('sections.forms')} className="max-w-sm">
        <Input name="payer" label={t('field.name')} autoComplete="off" />
        <MoneyField name="paid" label={t('field.amount')} currency="CNY" />
        <Select name="way" label={t('form.way')} options={ways} />
        <Button type="submit" variant="primary" className="self-start">
          {t('form.send')}
        </Button>
      </ActionForm>
    </Section>
  )
}
