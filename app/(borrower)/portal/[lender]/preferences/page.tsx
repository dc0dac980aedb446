import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { locales } from '@/components/layout/preferences'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RadioGroup } from '@/components/ui/radio-group'
import { contactHours } from '@/lib/preferences/contact-hours'
import { getPreferences } from '@/lib/preferences/queries'
import { savePreferences } from './actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('preferences.title') }
}

export default async function PreferencesPage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [{ locale, contactHours: hours, points }, t, shell, { done }] = await Promise.all([getPreferences(ctx), getTranslations('portal.preferences'), getTranslations('shell'), searchParams])
  return (
    <div className="flex flex-col gap-10">
      <div className="-mb-10">
        <PortalHeading title={t('title')} lead={t('lead')} />
      </div>
      {done === 'saved' && <Notice tone="good" live title={t('saved')} />}
      <ActionForm action={savePreferences} hidden={{ lender }}>
        <RadioGroup name="locale" legend={t('language')} defaultValue={locale} choices={locales.map(value => ({ value, label: shell(`language.${value}`) }))} />
        <RadioGroup
          name="hours"
          legend={t('hours')}
          defaultValue={hours ?? 'any'}
          choices={[{ value: 'any', label: t('anyTime') }, ...contactHours.map(value => ({ value, label: t('between', { from: value.slice(0, 5), to: value.slice(6) }) }))]}
        />
        {points.map(point => (
          <RadioGroup
            key={point.id}
            name={`consent_${point.id}`}
            legend={t(`point.${point.kind}`, { value: point.valueMasked })}
            defaultValue={point.consent}
            choices={[
              { value: 'granted', label: t('granted') },
              ...(point.kind === 'phone' ? [{ value: 'no_messages', label: t('noMessages') }] : []),
              { value: 'refused', label: t(`refused.${point.kind}`) },
            ]}
          />
        ))}
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('save')}
        </Button>
      </ActionForm>
      <p className="text-[0.92em] text-ink-soft">{t('always')}</p>
    </div>
  )
}
