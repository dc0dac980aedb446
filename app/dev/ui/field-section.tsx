import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Combobox } from '@/components/ui/combobox'
import { DateField } from '@/components/ui/date-field'
import { FileDrop } from '@/components/ui/file-drop'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { RadioGroup } from '@/components/ui/radio-group'
import { RichSelect } from '@/components/ui/rich-select'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { Section } from './section'

const outcomes = ['reached', 'noAnswer', 'wrongNumber', 'callBack'] as const

export function FieldSection() {
  const t = useTranslations('devUi')
  const options = outcomes.map(value => ({ value, label: t(`outcome.${value}`), detail: t(`outcomeDetail.${value}`) }))
  return (
    <Section id="fields" title={t('sections.fields')}>
      <div className="grid grid-cols-1 gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Input name="plain" label={t('field.name')} hint={t('field.nameHint')} autoComplete="off" />
        <Input name="wrong" label={t('field.phone')} error={t('field.phoneError')} defaultValue="1380013" inputMode="tel" />
        <Input name="off" label={t('field.reference')} defaultValue="AH-2026-000318" readOnly />
        <MoneyField name="amount" label={t('field.amount')} currency="CNY" defaultValue="1,280.50" />
        <MoneyField
          name="dollars"
          label={t('field.amount')}
          currency="USD"
          error={t('field.amountError')}
          defaultValue="12.345"
        />
        <DateField name="due" label={t('field.due')} defaultValue="2026-11-22" />
        <Select name="outcome" label={t('field.outcome')} options={options} placeholder={t('field.choose')} />
        <RichSelect name="richOutcome" label={t('field.outcomeRich')} options={options} placeholder={t('field.choose')} />
        <Combobox name="found" label={t('field.find')} options={options} placeholder={t('field.findHint')} optional />
        <Textarea name="note" label={t('field.note')} hint={t('field.noteHint')} fieldClassName="sm:col-span-2" />
        <div className="flex flex-col gap-3">
          <Checkbox name="agree" label={t('field.consent')} hint={t('field.consentHint')} defaultChecked />
          <Checkbox name="other" label={t('field.letters')} error={t('field.lettersError')} />
          <Checkbox name="fixed" label={t('field.fixed')} disabled />
        </div>
        <RadioGroup name="channel" legend={t('field.channel')} choices={options.slice(0, 3)} defaultValue="reached" />
        <RadioGroup
          name="several"
          several
          legend={t('field.several')}
          choices={options.slice(0, 3)}
          defaultValues={['noAnswer']}
          look="inline"
        />
        <FileDrop name="files" label={t('field.files')} hint={t('field.filesHint')} accept="image/*,.pdf" multiple />
      </div>
    </Section>
  )
}
