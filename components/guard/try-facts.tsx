import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { holdReasons, needs } from '@/lib/guard/facts'
import { many, one, type Fields } from '@/lib/guard/playground-form'
import { Fold } from './fold'
import { useOptionWords } from './use-param-words'

const channels = ['all', 'call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'visit']
const switches = ['attorney', 'dead', 'incapable', 'insolvent', 'moreCalls', 'locationKnown'] as const
const matters = ['noticeHours', 'people', 'evaluatedOn', 'limitationEndsOn', 'facts'] as const
const proven = ['recorded', 'enter', 'doNotVisit', 'approved', 'listed', 'elsewhere', 'noSubcontracting', 'waived', 'certain', 'withinCap']

/** The facts that rules ask about most; everything else goes by JSON. */
export function TryFacts({ fields }: { fields: Fields }) {
  const t = useTranslations('rules.try')
  const option = useOptionWords()
  const at = (name: string) => one(fields, name)
  const isSaid = (names: readonly string[]) => names.some(name => many(fields, name).length > 0)
  const list = (name: string, values: readonly string[], label: string) => (
    <RadioGroup name={name} legend={label} several look="inline" choices={values.map(value => ({ value, label: option(value) }))} defaultValues={many(fields, name)} />
  )
  const pick = (name: string, label: string, options: [string, string][]) => (
    <Select name={name} label={label} placeholder={t('notSaid')} options={options.map(([value, text]) => ({ value, label: text }))} defaultValue={at(name)} />
  )
  return (
    <>
      <Fold title={t('facts')} isOpen={isSaid(['plan', 'cease', 'breathing', 'identity', 'holds', 'optOuts', 'needs', 'third', ...switches])}>
        <div className="grid gap-4 sm:grid-cols-2">
          {pick('plan', t('plan'), [['kept', t('planKept')], ['breach', t('planBreach')]])}
          {pick('cease', t('cease'), [['oral', t('ceaseOral')], ['written', t('ceaseWritten')]])}
          {pick('breathing', t('breathing'), [['standard', t('breathingStandard')], ['crisis', t('breathingCrisis')]])}
          {pick('identity', t('identity'), [['yes', t('identityYes')], ['no', t('identityNo')]])}
        </div>
        {list('holds', holdReasons, t('holds'))}
        {list('optOuts', channels, t('optOuts'))}
        {list('needs', needs, t('needs'))}
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {switches.map(name => (
            <Checkbox key={name} name={name} label={t(name)} defaultChecked={at(name) === 'on'} />
          ))}
        </div>
        <RadioGroup
          name="third"
          legend={t('third')}
          several
          look="inline"
          choices={[{ value: 'refused', label: t('thirdRefused') }, { value: 'basis', label: t('thirdBasis') }, { value: 'pays', label: t('thirdPays') }]}
          defaultValues={many(fields, 'third')}
        />
      </Fold>
      <Fold title={t('matters')} isOpen={isSaid(matters)}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Input name="noticeHours" label={t('noticeHours')} inputMode="numeric" maxLength={4} defaultValue={at('noticeHours')} optional />
          <Input name="people" label={t('people')} inputMode="numeric" maxLength={2} defaultValue={at('people')} optional />
          <DateField name="evaluatedOn" label={t('evaluatedOn')} defaultValue={at('evaluatedOn')} optional />
          <DateField name="limitationEndsOn" label={t('limitationEndsOn')} defaultValue={at('limitationEndsOn')} optional />
        </div>
        <RadioGroup name="facts" legend={t('proven')} several look="inline" choices={proven.map(value => ({ value, label: t(`factNames.${value}`) }))} defaultValues={many(fields, 'facts')} />
      </Fold>
    </>
  )
}
