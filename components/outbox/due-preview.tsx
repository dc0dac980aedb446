import { useLocale, useTranslations } from 'next-intl'
import { useRuleWords } from '@/components/guard/reason-text'
import { momentInWords } from '@/components/ui/date-words'
import { Notice } from '@/components/ui/notice'
import type { DuePreview as Preview } from '@/lib/outbox/due-queries'

/** "187 of 200 will be sent, 4 will wait, 9 will be stopped", until when, and by which rules. */
export function DuePreview({ preview, timeZone }: { preview: Preview; timeZone: string }) {
  const t = useTranslations('outbox.next')
  const words = useRuleWords()
  const locale = useLocale()
  const { total, handed, delayed, blocked, cancelled, openings, rules, isCut } = preview
  return (
    <Notice title={t('title')} tone={blocked > 0 ? 'attention' : 'info'} className="mb-4">
      <p>{total > 0 ? t('summary', { total, handed, delayed, blocked, cancelled }) : t('nothing')}</p>
      {openings.length > 0 && (
        <ul aria-label={t('openings')} className="mt-1">
          {openings.map(({ at, count }) => (
            <li key={at.getTime()} className="flex gap-2">
              <span className="min-w-8 text-right font-medium tabular-nums">{count}</span>
              <span>{t('opening', { moment: momentInWords(at, locale, timeZone) })}</span>
            </li>
          ))}
        </ul>
      )}
      {rules.length > 0 && (
        <ul aria-label={t('rules')} className="mt-1">
          {rules.map(({ rule, text, count }) => (
            <li key={rule} className="flex gap-2">
              <span className="min-w-8 text-right font-medium tabular-nums">{count}</span>
              <span>{words({ rule, text, values: {} })}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1 text-xs text-ink-faint">
        {t('lead')} {isCut && t('cut', { total })}
      </p>
    </Notice>
  )
}
