import { getTranslations } from 'next-intl/server'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { getTheme } from '@/app/_server/preferences'
import { LanguageSwitch } from '@/components/layout/language-switch'
import { PageHeader } from '@/components/layout/page-header'
import { SkipLink } from '@/components/layout/skip-link'
import { ThemeSwitch } from '@/components/layout/theme-switch'
import { LinkButton } from '@/components/ui/link-button'
import { ButtonSection } from './button-section'
import { DataSection } from './data-section'
import { FieldSection } from './field-section'
import { FlowSection } from './flow-section'
import { FormSection } from './form-section'
import { OverlaySection } from './overlay-section'
import { PortalSection } from './portal-section'
import { StateSection } from './state-section'

export async function generateMetadata() {
  return { title: (await getTranslations('devUi'))('title') }
}

export default async function DevUiPage() {
  const t = await getTranslations('devUi')
  return (
    <div className="bg-surface">
      <SkipLink />
      <main id="main" className="mx-auto max-w-5xl px-4 py-8 md:px-8">
        <PageHeader
          title={t('title')}
          meta={t('lead')}
          actions={
            <>
              <LanguageSwitch action={setLocale} />
              <ThemeSwitch action={setTheme} current={await getTheme()} />
              {(['staff', 'portal', 'public'] as const).map(shell => (
                <LinkButton key={shell} href={`/dev/ui/${shell}`} variant="ghost">
                  {t(`shells.${shell}`)}
                </LinkButton>
              ))}
            </>
          }
        />
        <ButtonSection />
        <FieldSection />
        <FormSection />
        <StateSection />
        <DataSection />
        <FlowSection />
        <OverlaySection />
        <PortalSection />
      </main>
    </div>
  )
}
