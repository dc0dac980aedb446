import { getTranslations } from 'next-intl/server'
import { publicLender } from '@/app/_server/context'
import { PortalHeading } from '@/components/layout/portal-shell'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('advice.title') }
}

const places = { CN: ['legal12348', 'finance12378', 'consumer12363'], US: ['counsellors', 'cfpb', 'legalAid'] } as const

const numbers: Record<string, string> = { legal12348: '12348', finance12378: '12378', consumer12363: '12363' }

export default async function AdvicePage({ params }: Props) {
  const lender = await publicLender((await params).lender)
  const t = await getTranslations('portal.advice')
  const country = lender.timeZone.startsWith('America/') ? 'US' : 'CN'
  return (
    <>
      <PortalHeading title={t('title')} lead={t('lead')} />
      <ul className="flex flex-col gap-6">
        {places[country].map(place => (
          <li key={place}>
            <h2 className="text-xl font-semibold">{t(`${place}.name`)}</h2>
            <p className="mt-1">{t(`${place}.text`)}</p>
            {numbers[place] && (
              <a className="inline-flex min-h-12 items-center underline underline-offset-4" href={`tel:${numbers[place]}`}>
                {t('call', { number: numbers[place] })}
              </a>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-8 text-ink-soft">{t('never')}</p>
    </>
  )
}
