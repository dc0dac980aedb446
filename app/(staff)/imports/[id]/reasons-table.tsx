import { useTranslations } from 'next-intl'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { FIELDS } from '@/lib/imports/columns'
import { VERDICTS } from '@/lib/imports/verdict'

type Props = { reasons: { verdict: string; reason: string; column: string | null; rows: number }[] }

/** Each kind of refusal and remark with how many rows it concerns. */
export function ReasonsTable({ reasons }: Props) {
  const t = useTranslations('imports')
  const fieldOf = (column: string | null) => FIELDS.find(field => field === column)
  const verdictOf = (verdict: string) => VERDICTS.find(one => one === verdict) ?? 'refused'
  const say = (reason: string, column: string | null) => {
    const key = `kinds.${reason}` as Parameters<typeof t.has>[0]
    const field = fieldOf(column)
    const text = t.has(key) ? t(key as 'kinds.missing') : reason
    return field ? `${t(`fields.${field}`)}: ${text}` : text
  }
  return (
    <section aria-labelledby="reasons" className="flex max-w-3xl flex-col gap-2">
      <h2 id="reasons" className="text-lg font-semibold">
        {t('reasonsTitle')}
      </h2>
      <Table caption={t('reasonsTitle')}>
        <TableHead>
          <Column>{t('reason')}</Column>
          <Column>{t('status')}</Column>
          <Column numeric>{t('count')}</Column>
        </TableHead>
        <TableBody>
          {reasons.map(({ verdict, reason, column, rows }) => (
            <Row key={`${verdict} ${reason} ${column}`}>
              <RowHeader>{say(reason, column)}</RowHeader>
              <Cell>{t(`verdicts.${verdictOf(verdict)}`)}</Cell>
              <Cell numeric>{rows}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
