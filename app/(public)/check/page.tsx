import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { getTheme } from '@/app/_server/preferences'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { ActionForm } from '@/components/forms/action-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PublicShell } from '@/components/layout/public-shell'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { checkCode } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('trust'))('title') }
}

/** "Was that really you?": answers yes or no to the code on a message, and says nothing else about anybody. */
export default async function TrustCheckPage() {
  const t = await getTranslations('trust')
  return (
    <MessagesProvider namespaces={['shell', 'ui']}>
      <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()}>
        <div data-density="portal" className="flex flex-col gap-6">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight text-ink">{t('title')}</h1>
            <p className="mt-2 text-ink-soft">{t('lead')}</p>
          </div>
          <ActionForm action={checkCode}>
            <Input
              name="code"
              label={t('code')}
              hint={t('hint')}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
            />
            <Button type="submit" variant="primary">
              {t('check')}
            </Button>
          </ActionForm>
          <ul className="list-disc space-y-1 pl-5 text-ink-soft">
            <li>{t('never.code')}</li>
            <li>{t('never.cash')}</li>
            <li>{t('never.threat')}</li>
          </ul>
        </div>
      </PublicShell>
    </MessagesProvider>
  )
}
