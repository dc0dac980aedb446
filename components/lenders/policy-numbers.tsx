import { useTranslations } from 'next-intl'
import { Cell, Column, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { POLICY_FIELDS, valueAt, type NumberSection, type PolicyField } from '@/lib/lenders/policy-fields'
import type { Currency } from '@/lib/money'
import { useBoundWords, useValueWords } from './use-policy-words'

type Props = { section: NumberSection; policy: LenderPolicy; currency: Currency }

/** One section as it stands: each number, what it does, its bounds. */
export function PolicyNumbers({ section, policy, currency }: Props) {
  const t = useTranslations('policy')
  const say = useValueWords(currency)
  const bounds = useBoundWords(currency)
  const label = useFieldLabel()
  return (
    <Table caption={t('numbersOf', { section: t(`sections.${section}`) })}>
      <TableHead>
        <Column>{t('number')}</Column>
        <Column numeric>{t('now')}</Column>
      </TableHead>
      <TableBody>
        {POLICY_FIELDS[section].map(field => (
          <tr key={field.name}>
            <RowHeader className="break-normal wrap-anywhere">
              {label(field)}
              <span className="block max-w-prose text-sm font-normal text-ink-faint">{t('hint', { does: t(`fields.${field.words}.does`), bounds: bounds(field) })}</span>
            </RowHeader>
            <Cell numeric className="align-top font-medium">
              {say(field.unit, valueAt(policy, field.path))}
            </Cell>
          </tr>
        ))}
      </TableBody>
    </Table>
  )
}

/** Its name, with the kind of promise it is for. */
export function useFieldLabel() {
  const t = useTranslations('policy')
  return ({ words, group }: Pick<PolicyField, 'words' | 'group'>) => (group ? t('ofKind', { kind: t(`kinds.${group}`), name: t(`fields.${words}.label`) }) : t(`fields.${words}.label`))
}
