import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { findStaffContext } from '@/app/_server/context'
import { database } from '@/app/_server/db'
import { getTheme } from '@/app/_server/preferences'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PublicShell } from '@/components/layout/public-shell'
import type { Locale } from '@/lib/context'
import { listLenders } from '@/lib/lenders/queries'

const topics = ['behind', 'wrong', 'contact', 'real', 'advice', 'data'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('help'))('title') }
}

/** Plain answers before anybody signs in; each lender's own rights and advice pages are one link away. */
export default async function HelpPage() {
  const t = await getTranslations('help')
  const locale = (await getLocale()) as Locale
  const lenders = await listLenders(await database())
  return (
    <MessagesProvider namespaces={['shell']}>
      <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()} wide>
        {(await findStaffContext()) && (
          <p className="mb-3">
            <Link href="/start" className="text-accent underline underline-offset-4">
              {t('back')}
            </Link>
          </p>
        )}
        <h1 className="text-3xl font-semibold tracking-tight text-ink">{t('title')}</h1>
        <div data-density="portal" className="mt-8 grid gap-8 md:grid-cols-2">
          {topics.map(topic => (
            <section key={topic} aria-labelledby={topic}>
              <h2 id={topic} className="text-lg font-semibold text-ink">
                {t(`topics.${topic}.title`)}
              </h2>
              <p className="mt-1 text-ink-soft">{t(`topics.${topic}.text`)}</p>
              {topic === 'real' && (
                <Link href="/check" className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
                  {t('check')}
                </Link>
              )}
            </section>
          ))}
        </div>
        <section aria-labelledby="lenders" data-density="portal" className="mt-10">
          <h2 id="lenders" className="text-lg font-semibold text-ink">
            {t('lenders')}
          </h2>
          <ul className="mt-2 divide-y divide-line border-y border-line">
            {lenders.map(lender => (
              <li key={lender.slug} className="flex flex-wrap items-center gap-x-6 py-2">
                <span className="w-full font-medium sm:w-auto sm:min-w-40 text-ink">{lender.name[locale]}</span>
                <Link href={`/portal/${lender.slug}/rights`} className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
                  {t('rights')}
                </Link>
                <Link href={`/portal/${lender.slug}/advice`} className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
                  {t('advice')}
                </Link>
                <a href={`tel:${lender.hotline.replace(/[^\d+]/g, '')}`} className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
                  {t('hotline', { number: lender.hotline })}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </PublicShell>
    </MessagesProvider>
  )
}
