'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { AgencyLine } from '@/lib/placements/agency-queries'
import { AgencyForm } from './agency-form'
import { AgencyKey } from './agency-key'

type Props = { agencies: readonly AgencyLine[]; today: string; save: FormAction; replaceKey: FormAction }

/** The list the borrower is told about: who may collect, since when, and when it was last evaluated. */
export function AgencyTable({ agencies, today, save, replaceKey }: Props) {
  const t = useTranslations('placements')
  const isChinese = useLocale() === 'zh-CN'
  return (
    <Table caption={t('agencies')}>
      <TableHead>
        <Column>{t('agency')}</Column>
        <Column>{t('listed')}</Column>
        <Column>{t('evaluatedOn')}</Column>
        <Column>{t('subcontracting')}</Column>
        <Column numeric>{t('placed')}</Column>
        <Column>{t('actions')}</Column>
      </TableHead>
      <TableBody>
        {agencies.map(agency => (
          <Row key={agency.id}>
            <RowHeader>
              {isChinese ? agency.nameZhCn : agency.nameEn} <span className="block text-xs font-normal text-ink-faint">{agency.contractNo}</span>
            </RowHeader>
            <Cell>
              <StatusDot tone={isListed(agency, today) ? 'good' : 'attention'}>{isListed(agency, today) ? t('isListed') : t('notListed')}</StatusDot>
              {agency.listedSince && <DateText value={agency.listedSince} className="block text-xs text-ink-faint" />}
            </Cell>
            <Cell>{agency.evaluatedOn ? <DateText value={agency.evaluatedOn} now={today} show="both" /> : t('never')}</Cell>
            <Cell>{agency.allowsSubcontracting ? t('allowed') : t('notAllowed')}</Cell>
            <Cell numeric>{agency.placed}</Cell>
            <Cell>
              <span className="flex flex-wrap gap-2">
                <AgencyForm agencyId={agency.id} agency={agency} today={today} action={save} />
                <AgencyKey agencyId={agency.id} name={isChinese ? agency.nameZhCn : agency.nameEn} action={replaceKey} />
              </span>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

const isListed = ({ listedSince, listedUntil }: AgencyLine, today: string) => listedSince !== null && listedSince <= today && (listedUntil === null || listedUntil >= today)
