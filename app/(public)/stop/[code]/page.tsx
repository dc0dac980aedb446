import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { clock } from '@/app/_server/context'
import { database } from '@/app/_server/db'
import { getTheme } from '@/app/_server/preferences'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { ActionForm } from '@/components/forms/action-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PublicShell } from '@/components/layout/public-shell'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Locale } from '@/lib/context'
import { lookUpOptOut } from '@/lib/preferences/opt-out-queries'
import { stopMessagesAction } from './actions'

type Props = { params: Promise<{ code: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stop'))('title') }
}

/** Where a text or an e-mail says how to end them: one press, nothing to fill in. Opening it changes nothing, since scanners open links. */
export default async function StopPage({ params }: Props) {
  const code = decodeURIComponent((await params).code)
  const address = (await headers()).get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'direct'
  const found = await lookUpOptOut(await database(), clock(), { code, address })
  const t = await getTranslations('stop')
  const locale = (await getLocale()) as Locale
  const values = found && { lender: found.lender[locale], to: found.toMasked }
  return (
    <MessagesProvider namespaces={['shell', 'ui']}>
      <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()}>
        <div data-density="portal" className="flex flex-col gap-6">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight text-ink">{t('title')}</h1>
            {found && !found.isStopped && values && <p className="mt-2 text-ink-soft">{t(`ask.${found.kind}`, values)}</p>}
          </div>
          {!found && <Notice tone="attention" title={t('unknown')}>{t('unknownText')}</Notice>}
          {found?.isStopped && values && <Notice tone="good" live title={t(`done.${found.kind}`, values)} />}
          {found && !found.isStopped && (
            <ActionForm action={stopMessagesAction} hidden={{ code }}>
              <Button type="submit" variant="primary">
                {t(`stop.${found.kind}`)}
              </Button>
            </ActionForm>
          )}
          {found && <p className="text-ink-soft">{t(`still.${found.kind}`)}</p>}
        </div>
      </PublicShell>
    </MessagesProvider>
  )
}
