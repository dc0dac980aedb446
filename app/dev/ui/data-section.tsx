import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Diff } from '@/components/ui/diff'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Money } from '@/components/ui/money'
import { Pager } from '@/components/ui/pager'
import { Stat, StatRow } from '@/components/ui/stat'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { GridSample } from './grid-sample'
import { Section } from './section'

const today = '2026-11-23'
const instalments = [
  { no: 1, dueOn: '2026-10-22', amountCents: 128_050, tone: 'good', state: 'paid' },
  { no: 2, dueOn: '2026-11-22', amountCents: 128_050, tone: 'attention', state: 'late' },
  { no: 3, dueOn: '2026-12-22', amountCents: 1_128_051, tone: 'neutral', state: 'open' },
] as const

export function DataSection() {
  const t = useTranslations('devUi')
  return (
    <Section id="data" title={t('sections.data')}>
      <StatRow>
        <Stat
          label={t('stat.due')}
          value="14"
          trend={{ direction: 'down', text: '3', tone: 'good' }}
          hint={t('stat.week')}
          href="#data"
        />
        <Stat
          label={t('stat.broken')}
          value="6"
          trend={{ direction: 'up', text: '2', tone: 'attention' }}
          hint={t('stat.week')}
          href="#data"
        />
        <Stat
          label={t('stat.owed')}
          value={<Money amountCents={482_310_075} currency="CNY" />}
          trend={{ direction: 'flat', text: '0.4 %' }}
        />
      </StatRow>
      <LinkTabs
        label={t('tabs.label')}
        tabs={[
          { href: '#data', label: t('tabs.glance'), current: true },
          { href: '#data-money', label: t('tabs.money') },
          { href: '#data-timeline', label: t('tabs.timeline'), count: 12 },
        ]}
      />
      <div>
        <Table caption={t('table.caption')}>
          <TableHead>
            <Column>{t('table.no')}</Column>
            <Column sort={{ href: '#data', state: 'ascending' }}>{t('field.due')}</Column>
            <Column>{t('table.state')}</Column>
            <Column numeric sort={{ href: '#data-amount', state: 'none' }}>
              {t('field.amount')}
            </Column>
          </TableHead>
          <TableBody>
            {instalments.map(item => (
              <Row key={item.no} current={item.no === 2}>
                <RowHeader>{item.no}</RowHeader>
                <Cell>
                  <DateText value={item.dueOn} now={today} show="both" />
                </Cell>
                <Cell>
                  <StatusDot tone={item.tone}>{t(`table.${item.state}`)}</StatusDot>
                </Cell>
                <Cell numeric>
                  <Money amountCents={item.amountCents} currency="CNY" />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
        <Pager nextHref="#data" count={t('table.count')} />
      </div>
      <GridSample />
      <div className="grid gap-8 sm:grid-cols-2">
        <DescriptionList
          items={[
            { id: 'a', term: t('facts.contract'), detail: 'AH-2026-000318' },
            { id: 'b', term: t('facts.due'), detail: <DateText value="2026-11-25" now={today} /> },
            {
              id: 'c',
              term: t('facts.seen'),
              detail: <DateText value={new Date('2026-11-23T06:05:00Z')} now={new Date('2026-11-23T08:30:00Z')} />,
            },
            { id: 'd', term: t('facts.total'), detail: <Money amountCents={1_384_151} currency="CNY" strong /> },
          ]}
        />
        <Diff
          caption={t('diff.caption')}
          items={[
            {
              id: 'a',
              label: t('diff.instalment'),
              before: <Money amountCents={128_050} currency="CNY" />,
              after: <Money amountCents={64_025} currency="CNY" />,
              changed: true,
              numeric: true,
            },
            { id: 'b', label: t('diff.months'), before: '12', after: '24', changed: true, numeric: true },
            { id: 'c', label: t('diff.day'), before: '22', after: '22', changed: false, numeric: true },
          ]}
        />
      </div>
    </Section>
  )
}
