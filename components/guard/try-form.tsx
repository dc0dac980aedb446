import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { actionKinds, parties, purposes } from '@/lib/guard/action'
import { many, one, type Fields } from '@/lib/guard/playground-form'
import { Fold } from './fold'
import { TryFacts } from './try-facts'
import { TryHistory } from './try-history'
import { useOptionWords } from './use-param-words'

export type PackChoice = { value: string; label: string }
type Props = { fields: Fields; packs: readonly PackChoice[] }

/** The question as a form; it is sent by GET, so the address is the question and no script is needed. */
export function TryForm({ fields, packs }: Props) {
  const t = useTranslations('rules.try')
  const option = useOptionWords()
  const choices = (values: readonly string[]) => values.map(value => ({ value, label: option(value) }))
  const at = (name: string) => one(fields, name)
  return (
    <form method="get" action="/rules/try" aria-label={t('title')} className="flex flex-col gap-6">
      <Group legend={t('packs')}>
        <RadioGroup name="packs" legend={t('packs')} legendHidden hint={t('packsHint')} several choices={packs} defaultValues={many(fields, 'packs')} />
        <Checkbox name="policy" label={t('policy')} defaultChecked={at('policy') === 'on'} />
      </Group>
      <Group legend={t('when')}>
        <div className="flex flex-wrap gap-4">
          <DateField name="date" label={t('date')} defaultValue={at('date')} />
          <Input name="time" type="time" step={1} label={t('time')} defaultValue={at('time')} fieldClassName="w-36" />
          <Input name="zones" label={t('zones')} hint={t('zonesHint')} defaultValue={at('zones')} maxLength={400} fieldClassName="min-w-0 grow" />
        </div>
      </Group>
      <Group legend={t('what')}>
        <div className="grid gap-4 sm:grid-cols-3">
          <Select name="kind" label={t('kind')} options={choices(actionKinds)} defaultValue={at('kind')} />
          <Select name="purpose" label={t('purpose')} options={choices(purposes)} defaultValue={at('purpose')} />
          <Select name="party" label={t('party')} options={choices(parties)} defaultValue={at('party')} />
          <Input name="number" label={t('number')} defaultValue={at('number')} maxLength={60} optional />
          <Select name="numberStatus" label={t('numberStatus')} placeholder={t('notSaid')} options={choices(['valid', 'unknown', 'invalid', 'wrong_person', 'refused', 'not_on_file'])} defaultValue={at('numberStatus')} />
          <Input name="debts" label={t('debts')} hint={t('debtsHint')} defaultValue={at('debts')} maxLength={200} optional />
          <Select name="asks" label={t('asks')} placeholder={t('notSaid')} options={choices(['location', 'message', 'payment'])} defaultValue={at('asks')} />
          <Select name="place" label={t('place')} placeholder={t('notSaid')} options={['home', 'workplace', 'other'].map(value => ({ value, label: t(`places.${value}`) }))} defaultValue={at('place')} />
          <Select name="legalStep" label={t('legalStep')} placeholder={t('notSaid')} options={['lawyer_letter', 'payment_order', 'arbitration', 'suit', 'enforcement'].map(value => ({ value, label: t(`legalSteps.${value}`) }))} defaultValue={at('legalStep')} />
        </div>
        <Input name="reason" label={t('reason')} defaultValue={at('reason')} maxLength={300} optional />
      </Group>
      <Fold title={t('content')} isOpen={['text', 'parts', 'mentionsDebt', 'threatens', 'public'].some(name => at(name) !== '')}>
        <Textarea name="text" label={t('text')} defaultValue={at('text')} maxLength={1500} optional />
        <Input name="parts" label={t('parts')} hint={t('partsHint')} defaultValue={at('parts')} maxLength={300} optional />
        {(['mentionsDebt', 'threatens', 'public'] as const).map(name => (
          <Checkbox key={name} name={name} label={t(name)} defaultChecked={at(name) === 'on'} />
        ))}
      </Fold>
      <TryFacts fields={fields} />
      <TryHistory fields={fields} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">{t('ask')}</Button>
        <LinkButton href="/rules/try">{t('startOver')}</LinkButton>
      </div>
    </form>
  )
}

const Group = ({ legend, children }: { legend: string; children: ReactNode }) => (
  <fieldset className="flex min-w-0 flex-col gap-4">
    <legend className="mb-3 font-semibold text-ink">{legend}</legend>
    {children}
  </fieldset>
)
