import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { momentInWords } from '@/components/ui/date-words'

type Session = { id: string; startedAt: Date; lastSeenAt: Date; isThis: boolean }

/** Where the person is signed in, with a way to end each. */
export function OwnSessions({
  sessions,
  now,
  timeZone,
  action,
}: {
  sessions: Session[]
  now: Date
  timeZone: string
  action: FormAction
}) {
  const t = useTranslations('account')
  const locale = useLocale()
  return (
    <section aria-labelledby="sessions" className="flex flex-col gap-3">
      <h2 id="sessions" className="text-lg font-semibold text-ink">
        {t('sessions')}
      </h2>
      <p className="text-ink-soft">{t('sessionsText')}</p>
      <ul className="divide-y divide-line border-y border-line">
        {sessions.map(session => (
          <li key={session.id} className="flex min-h-12 items-center gap-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium text-ink">{session.isThis ? t('thisSession') : t('otherSession')}</p>
              <p className="text-sm text-ink-faint">
                {t('since')} <DateText value={session.startedAt} timeZone={timeZone} show="exact" /> · {t('lastUsed')}{' '}
                <DateText value={session.lastSeenAt} now={now} timeZone={timeZone} />
              </p>
            </div>
            {!session.isThis && (
              <ActionForm action={action} hidden={{ sessionId: session.id }}>
                <Button type="submit" aria-label={`${t('endSession')} ${momentInWords(session.startedAt, locale, timeZone)}`}>
                  {t('endSession')}
                </Button>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
