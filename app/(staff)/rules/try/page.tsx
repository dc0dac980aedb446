import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { Fold } from '@/components/guard/fold'
import { TryAnswer } from '@/components/guard/try-answer'
import { TryForm } from '@/components/guard/try-form'
import { TryJson } from '@/components/guard/try-json'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { loadKnownPacks } from '@/lib/guard/pack-queries'
import { HOUSE, packName } from '@/lib/guard/shipped-packs'
import { ask, askedAs, firstFields } from './question'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.try'))('title') }
}

export default async function TryPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'pack:read')) notFound()
  const t = await getTranslations('rules.try')
  const errors = await getTranslations('errors')
  const isChinese = (await getLocale()) === 'zh-CN'
  const fields = await searchParams
  const known = await loadKnownPacks(ctx)
  const { answer, problems, json, title } = ask(ctx, fields, known)
  const name = (words: { en: string; zh_cn: string }) => (isChinese ? words.zh_cn : words.en)
  const packs = [
    ...known.effective.filter(pack => pack.code !== HOUSE).map(pack => ({ value: askedAs(pack), label: `${name(pack.name)} (${pack.version})` })),
    ...known.others.map(({ pack, status }) => ({ value: packName(pack), label: t('other', { name: name(pack.name), version: pack.version, status }) })),
  ]
  const isJson = fields.json !== undefined || title !== null
  const say = (message: string) => (message === 'notJson' ? t('notJson') : errors.has(message) ? errors(message) : message)
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard']}>
      <PageBody>
        <PageHeader back={<Link href="/rules">{(await getTranslations('rules'))('title')}</Link>} title={t('title')} meta={t('lead')} />
        <div className="grid grid-cols-1 gap-10 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="flex flex-col gap-6 max-xl:order-2">
            {title && <Notice title={t('exampleOf', { title: name(title) })} />}
            {isJson ? (
              <>
                <TryJson json={json} isOpen />
                <Fold title={t('orForm')} isOpen={false}>
                  <TryForm fields={firstFields(ctx, known)} packs={packs} />
                </Fold>
              </>
            ) : (
              <>
                <TryForm fields={fields.date === undefined ? firstFields(ctx, known) : fields} packs={packs} />
                <TryJson json={json} isOpen={false} />
              </>
            )}
          </div>
          <div className="min-w-0 max-xl:order-1">
            {problems.length > 0 && <ErrorSummary title={t('problems')} quiet items={problems.map(({ path, message }) => ({ text: t('problem', { path, text: say(message) }) }))} />}
            {answer && <TryAnswer tried={answer} />}
          </div>
        </div>
      </PageBody>
    </MessagesProvider>
  )
}
