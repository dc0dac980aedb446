import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { momentInWords } from '@/components/ui/date-words'
import { Dialog } from '@/components/ui/dialog'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { SecretView } from '@/lib/payments/webhook-secret-queries'
import { ConfirmPayment } from './confirm-payment'

type Props = { secrets: readonly SecretView[]; timeZone: string; end: FormAction }

/** Which secrets count and since when; what they are is shown to nobody. */
export function SecretTable({ secrets, timeZone, end }: Props) {
  const t = useTranslations('providers')
  const locale = useLocale()
  return (
    <Table caption={t('secrets')}>
      <TableHead>
        <Column>{t('provider')}</Column>
        <Column>{t('state')}</Column>
        <Column>{t('since')}</Column>
        <Column>{t('until')}</Column>
        <Column>
          <span className="sr-only">{t('end')}</span>
        </Column>
      </TableHead>
      <TableBody>
        {secrets.map(({ id, provider, setAt, endsAt }) => {
          const title = t('endFor', { provider, date: momentInWords(setAt, locale, timeZone) })
          return (
            <Row key={id}>
              <RowHeader>{provider}</RowHeader>
              <Cell>{t(endsAt ? 'old' : 'current')}</Cell>
              <Cell>
                <DateText value={setAt} timeZone={timeZone} />
              </Cell>
              <Cell>{endsAt ? <DateText value={endsAt} timeZone={timeZone} /> : '–'}</Cell>
              <Cell>
                <Dialog trigger={t('end')} triggerLabel={`${t('end')}: ${provider}, ${momentInWords(setAt, locale, timeZone)}`} title={title} description={t('endHint')} size="sm">
                  <ActionForm action={end} idPrefix={`end-${id}-`} hidden={{ secretId: id }} label={title}>
                    <ConfirmPayment label={t('end')} />
                  </ActionForm>
                </Dialog>
              </Cell>
            </Row>
          )
        })}
      </TableBody>
    </Table>
  )
}
