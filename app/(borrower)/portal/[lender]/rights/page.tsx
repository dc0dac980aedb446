import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { publicLender } from '@/app/_server/context'
import { PortalHeading } from '@/components/layout/portal-shell'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('rights.title') }
}

const rights = {
  CN: ['hours', 'calls', 'others', 'threats', 'visits', 'record', 'complaint'],
  US: ['hours', 'calls', 'others', 'stop', 'validation', 'threats'],
} as const

/** In plain words, each with where it is written; facts as marked in the rule packs. */
export default async function RightsPage({ params }: Props) {
  const lender = await publicLender((await params).lender)
  const country = lender.timeZone.startsWith('America/') ? 'US' : 'CN'
  const [t, list] = await Promise.all([getTranslations('portal.rights'), getTranslations(`portal.rights.${country}`)])
  return (
    <>
      <PortalHeading title={t('title')} lead={t('lead')} />
      <ul className="flex flex-col gap-5">
        {rights[country].map(right => (
          <li key={right}>
            <p>{list(`${right}.text`)}</p>
            <p className="text-[0.92em] text-ink-faint">{list(`${right}.source`)}</p>
            {right === 'record' && (
              <Link className="inline-flex min-h-11 items-center text-[0.92em] underline underline-offset-4" href={`/portal/${lender.slug}/credit-record`}>
                {t('ownRecord')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-8 text-ink-soft">{t('more', { hotline: lender.hotline })}</p>
    </>
  )
}
