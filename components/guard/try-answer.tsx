import { useLocale, useTranslations } from 'next-intl'
import { momentInWords } from '@/components/ui/date-words'
import { Notice } from '@/components/ui/notice'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Tried } from '@/lib/guard/playground'
import { SeverityBadge } from './severity-badge'
import { TryWorking } from './try-working'

const tones = { allowed: 'good', blocked: 'stop', needs_reason: 'attention' } as const

/** The decision with every rule that spoke, when it opens, what is left, and the working behind it. */
export function TryAnswer({ tried }: { tried: Tried }) {
  const t = useTranslations('rules.try')
  const decision = useTranslations('rules.decision')
  const locale = useLocale()
  const words = (both: { en: string; zh_cn: string }) => (locale === 'zh-CN' ? both.zh_cn : both.en)
  const { answer, request } = tried
  const zone = request.recipientTimeZone ?? request.recipientTimeZones?.[0] ?? 'UTC'
  const when = (moment: Date) => `${momentInWords(moment, locale, zone)} (${zone})`
  return (
    <section aria-labelledby="answer" className="flex flex-col gap-6">
      <h2 id="answer" className="sr-only">{t('answer')}</h2>
      <Notice tone={tones[answer.decision]} title={decision(answer.decision)} live>
        {answer.nextPermittedAt && <p>{t('next', { when: when(answer.nextPermittedAt) })}</p>}
        {answer.nextWithReasonAt && answer.nextWithReasonAt.getTime() !== answer.nextPermittedAt?.getTime() && <p>{t('nextReason', { when: when(answer.nextWithReasonAt) })}</p>}
        {answer.decision !== 'allowed' && !answer.nextPermittedAt && <p>{t('never')}</p>}
        {answer.reasons.length === 0 && <p>{t('noneSpoke')}</p>}
      </Notice>
      {answer.reasons.length > 0 && (
        <div>
          <h3 className="mb-1 font-semibold text-ink">{t('spoke')}</h3>
          <ul className="divide-y divide-line border-y border-line">
            {answer.reasons.map(reason => (
              <li key={`${reason.pack}/${reason.rule}`} className="py-3">
                <p className="text-ink">
                  <SeverityBadge severity={reason.severity} /> {words(reason.text)}
                </p>
                <p className="mt-1 text-sm text-ink-soft">
                  {reason.until && <>{t('until', { when: when(reason.until) })} · </>}
                  {words(reason.lift)}
                </p>
                <p className="text-xs break-words text-ink-faint">
                  {t('sourceOf', { source: words(reason.source), pack: reason.pack })} · <code>{reason.rule}</code>
                </p>
              </li>
            ))}
          </ul>
        </div>
      )}
      {answer.conditions.length > 0 && (
        <div>
          <h3 className="mb-1 font-semibold text-ink">{t('conditions')}</h3>
          <ul className="list-disc pl-5 text-sm text-ink-soft">
            {answer.conditions.map(condition => <li key={`${condition.pack}/${condition.rule}`}>{words(condition.text)}</li>)}
          </ul>
        </div>
      )}
      {answer.remaining.length > 0 && (
        <div>
          <h3 className="mb-1 font-semibold text-ink">{t('remaining')}</h3>
          <Table caption={t('remaining')}>
            <TableHead>
              <Column>{t('rule')}</Column>
              <Column numeric>{t('used')}</Column>
              <Column numeric>{t('of')}</Column>
              <Column>{t('resets')}</Column>
            </TableHead>
            <TableBody>
              {answer.remaining.map(cap => (
                <Row key={`${cap.pack}/${cap.rule}`}>
                  <RowHeader className="font-normal">
                    <code>{cap.rule}</code> <span className="block text-xs text-ink-faint">{cap.pack}</span>
                  </RowHeader>
                  <Cell numeric>{cap.used}</Cell>
                  <Cell numeric>{cap.limit}</Cell>
                  <Cell>{cap.resetsAt ? when(cap.resetsAt) : '—'}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      <TryWorking tried={tried} />
    </section>
  )
}
