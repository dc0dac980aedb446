import { useTranslations } from 'next-intl'
import type { DiffItem } from '@/components/ui/diff'
import type { PolicyChangeRow } from '@/db/schema'
import { ProductTerms } from '@/lib/lenders/policy'
import { POLICY_FIELDS, valueAt, type PolicyField } from '@/lib/lenders/policy-fields'
import type { PolicyChangeLine } from '@/lib/lenders/policy-queries'
import type { Currency } from '@/lib/money'
import { useFieldLabel } from './policy-numbers'
import { useTermsWords, useValueWords } from './use-policy-words'

/** What a proposal changes, line by line, in words. */
export function useDiffItems(currency: Currency) {
  const t = useTranslations('policy')
  const say = useValueWords(currency)
  const label = useFieldLabel()
  const terms = useTermsWords(currency)
  const numberItem = (field: PolicyField, { path, before, after }: PolicyChangeRow): DiffItem[] => {
    const inside = field.path.slice(path.length)
    const [was, is] = [valueAt(before, inside), valueAt(after, inside)]
    return was === is ? [] : [{ id: field.name, label: label(field), before: say(field.unit, was), after: say(field.unit, is), changed: true, numeric: field.unit !== 'dayList' }]
  }
  const termsItems = ({ path, before, after, instead }: PolicyChangeRow): DiffItem[] => {
    const isProduct = path[1] === 'products'
    const [was, is] = [before ?? instead, after].map(value => terms(ProductTerms.catch({}).parse(value ?? {}), isProduct))
    return (is ?? []).map((line, i) => ({ ...line, before: was?.[i]?.text ?? t('unsaid'), after: line.text, changed: was?.[i]?.text !== line.text }))
  }
  return ({ section, changes }: Pick<PolicyChangeLine, 'section' | 'changes'>): DiffItem[] =>
    section === 'terms'
      ? changes.flatMap(termsItems)
      : changes.flatMap(change => POLICY_FIELDS[section].filter(field => change.path.every((part, i) => field.path[i] === part)).flatMap(field => numberItem(field, change)))
}
