import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { actionKinds, parties } from '@/lib/guard/action'
import { historyRows, type Fields } from '@/lib/guard/playground-form'
import { useOptionWords } from './use-param-words'

const outcomes = ['conversation', 'no_answer', 'busy', 'voicemail', 'hung_up', 'not_assigned', 'wrong_number']

/** What happened before, a row for each contact; one more row is another submit, so it needs no script. */
export function TryHistory({ fields }: { fields: Fields }) {
  const t = useTranslations('rules.try')
  const option = useOptionWords()
  const count = historyRows(fields)
  const at = (name: string, row: number) => [fields[`h.${name}`] ?? []].flat()[row] ?? ''
  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="mb-1 font-semibold text-ink">{t('history')}</legend>
      <p className="text-sm text-ink-faint">{t('rowHint')}</p>
      {Array.from({ length: count }, (_, row) => (
        <fieldset key={row} className="min-w-0">
          <legend className="mb-1 text-xs text-ink-faint">{t('row', { n: row + 1 })}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
            <DateField name="h.date" id={`h-date-${row}`} label={t('hDate')} defaultValue={at('date', row)} />
            <Input type="time" name="h.time" id={`h-time-${row}`} label={t('hTime')} defaultValue={at('time', row)} />
            <Select name="h.kind" id={`h-kind-${row}`} label={t('hKind')} options={actionKinds.map(value => ({ value, label: option(value) }))} defaultValue={at('kind', row)} />
            <Select name="h.party" id={`h-party-${row}`} label={t('hParty')} options={parties.map(value => ({ value, label: option(value) }))} defaultValue={at('party', row)} />
            <Select name="h.outcome" id={`h-outcome-${row}`} label={t('hOutcome')} placeholder={t('notLogged')} options={outcomes.map(value => ({ value, label: t(`outcomes.${value}`) }))} defaultValue={at('outcome', row)} />
            <Input name="h.number" id={`h-number-${row}`} label={t('hNumber')} maxLength={60} defaultValue={at('number', row)} />
          </div>
        </fieldset>
      ))}
      <Button type="submit" name="more" value="1" className="self-start">{t('addRow')}</Button>
    </fieldset>
  )
}
