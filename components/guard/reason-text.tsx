import { useLocale, useTranslations } from 'next-intl'
import { momentInWords } from '@/components/ui/date-words'

type Words = { en: string; zh_cn: string } | null
export type GuardReason = {
  rule: string
  isBlock: boolean
  source: Words
  text: Words
  lift: Words
  until: Date | string | null
  values: Record<string, string | number>
}

/** The rule's own words, with how much of a cap is used; the database's own checks have theirs in the messages. */
export function useRuleWords() {
  const t = useTranslations('guard')
  const locale = useLocale()
  return ({ rule, text, values }: Pick<GuardReason, 'rule' | 'text' | 'values'>) => {
    const words = locale === 'zh-CN' ? text?.zh_cn : text?.en
    if (!words) return t.has(`rules.${rule}`) ? t(`rules.${rule}`, { used: '?', limit: '?', days: '?', reason: 'other', ...values }) : t('blocked')
    return values.used !== undefined && values.limit !== undefined ? t('withUse', { words, used: values.used, limit: values.limit }) : words
  }
}

/** A rule of the guard in words, with its source, the next permitted time where the person lives, or what would lift it. */
export function GuardReasonText({ reason, timeZone }: { reason: GuardReason; timeZone: string }) {
  const t = useTranslations('guard')
  const locale = useLocale()
  const words = useRuleWords()
  const lift = locale === 'zh-CN' ? reason.lift?.zh_cn : reason.lift?.en
  return (
    <span>
      {words(reason)}
      <span className="block text-xs text-ink-faint">
        {reason.until ? t('nextPermitted', { when: momentInWords(new Date(reason.until), locale, timeZone) }) : lift || t('notByWaiting')}
        {reason.source && <> · {t('source', { source: locale === 'zh-CN' ? reason.source.zh_cn : reason.source.en })}</>}
      </span>
    </span>
  )
}
