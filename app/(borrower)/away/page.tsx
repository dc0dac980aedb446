import { getTranslations } from 'next-intl/server'

export async function generateMetadata() {
  return { title: { absolute: (await getTranslations('portal'))('away.title') } }
}

/** Where "leave quickly" ends: neither names nor colours tell what was open before. */
export default async function AwayPage() {
  const t = await getTranslations('portal.away')
  return (
    <main className="mx-auto max-w-xl px-6 py-24 text-lg text-ink-soft">
      <h1 className="text-2xl font-semibold text-ink">{t('title')}</h1>
      <p className="mt-3">{t('text')}</p>
    </main>
  )
}
