import { useTranslations } from 'next-intl'
import { paramsOf } from '@/lib/guard/rule-params'
import type { Rule } from '@/lib/guard/rule'

/** A value of a rule as people say it: kinds of contact, switches, clocks. */
export function useOptionWords() {
  const t = useTranslations('rules.options')
  const guard = useTranslations('guard')
  return (value: string): string => {
    if (guard.has(`kinds.${value}`)) return guard(`kinds.${value}`)
    if (guard.has(`purposes.${value}`)) return guard(`purposes.${value}`)
    return t.has(value) ? t(value) : value
  }
}

export function useParamWords() {
  const t = useTranslations('rules')
  const option = useOptionWords()
  const say = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(one => option(String(one))).join(t('comma'))
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (value === null || value === undefined) return t('none')
    return option(String(value))
  }
  return ({ test }: Pick<Rule, 'test'>) => {
    const values = new Map(Object.entries(test))
    return paramsOf(test.kind).map(({ name }) => ({ id: name, term: t(`params.${name}`), detail: say(values.get(name)) }))
  }
}

/** Whom and what a rule speaks about; an absent list means all. */
export function useAppliesWords() {
  const t = useTranslations('rules')
  const option = useOptionWords()
  const list = (values: readonly string[] | undefined) => values?.map(option).join(t('comma')) ?? t('everything')
  return ({ applies }: Pick<Rule, 'applies'>) => [
    { id: 'kinds', term: t('applies.kinds'), detail: list(applies.kinds) },
    { id: 'purposes', term: t('applies.purposes'), detail: list(applies.purposes) },
    { id: 'parties', term: t('applies.parties'), detail: list(applies.parties) },
  ]
}
