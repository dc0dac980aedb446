import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Param } from '@/lib/guard/rule-params'
import { useOptionWords } from './use-param-words'

/** The field that fits a parameter's type: clock, number, switch, one of a list, several of a list, words. Without a value it is empty. */
export function ParamField({ param, value }: { param: Param; value: unknown }) {
  const t = useTranslations('rules')
  const option = useOptionWords()
  const name = `test.${param.name}`
  const label = t(`params.${param.name}`)
  const choices = param.options.map(one => ({ value: one, label: option(one) }))
  const text = String(value ?? '')
  const several = Array.isArray(value) ? value.map(String) : []
  switch (param.type) {
    case 'flag':
      return (
        <>
          <input type="hidden" name={`${name}.sent`} value="1" />
          <Checkbox name={name} label={label} defaultChecked={value === true} />
        </>
      )
    case 'choice':
      return <Select name={name} label={label} placeholder={value === undefined ? t('choose') : undefined} options={choices} defaultValue={text} />
    case 'choices':
      return (
        <>
          <input type="hidden" name={`${name}.sent`} value="1" />
          <RadioGroup name={name} legend={label} choices={choices} several look="inline" defaultValues={several} />
        </>
      )
    case 'words':
      return <Textarea name={name} label={label} hint={t('onePerLine')} defaultValue={several.join('\n')} rows={5} />
    case 'number': {
      const limits = t(param.isOptional ? 'limitsOrNone' : 'limits', { min: param.min ?? 0, max: param.max ?? 0 })
      return <Input name={name} label={label} hint={limits} inputMode="numeric" defaultValue={text} fieldClassName="max-w-60" />
    }
    case 'clock':
      return <Input name={name} label={label} hint={t('clockHint')} defaultValue={text} fieldClassName="max-w-60" />
  }
}
