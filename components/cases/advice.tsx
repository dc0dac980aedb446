import { Ban, CornerDownRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { dateInWords, momentInWords } from '@/components/ui/date-words'
import { GuardReasonText, type GuardReason } from '@/components/guard/reason-text'

type Advice = { action: string; at: Date | string | null; on: string | null }
type DoNot = { what: string; reason: GuardReason }

/** The one next thing to do, and when. */
export function AdviceText({ advice, timeZone }: { advice: Advice; timeZone: string }) {
  const t = useTranslations('cases')
  const locale = useLocale()
  const when = advice.at
    ? momentInWords(new Date(advice.at), locale, timeZone)
    : advice.on
      ? dateInWords(advice.on, locale)
      : null
  return (
    <section aria-labelledby="next-action" className="flex gap-2.5">
      <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <div className="min-w-0">
        <h2 id="next-action" className="font-semibold text-ink">
          {t(`next.${advice.action}.title`)}
        </h2>
        <p className="text-sm text-ink-soft">{t(`next.${advice.action}.text`)}</p>
        {when && <p className="text-sm text-ink-faint">{t('until', { when })}</p>}
      </div>
    </section>
  )
}

/** What not to do now: the rule, its source, and when waiting lifts it. */
export function DoNotList({ items, timeZone }: { items: readonly DoNot[]; timeZone: string }) {
  const t = useTranslations('cases')
  if (items.length === 0) return null
  const rules = [...new Set(items.map(item => item.reason.rule))]
  return (
    <section aria-labelledby="do-not" className="flex flex-col gap-1.5">
      <h2 id="do-not" className="text-sm font-semibold text-ink">
        {t('doNot')}
      </h2>
      <ul className="flex flex-col gap-1.5">
        {rules.map(rule => {
          const same = items.filter(item => item.reason.rule === rule)
          const [first] = same
          if (!first) return null
          return (
            <li key={rule} className="flex gap-2.5 text-sm text-ink-soft">
              <Ban aria-hidden className="mt-0.5 size-4 shrink-0 text-attention" />
              <span>
                <span className="font-medium text-ink">{same.map(item => t(`doNotWhat.${item.what}`)).join(' · ')}</span>{' '}
                <GuardReasonText reason={first.reason} timeZone={timeZone} />
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
