import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { findBorrowerContext, publicLender } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { maskPhone } from '@/lib/borrowers/masks'
import { enterCode, sendCode } from '../actions'
import { keptPhone } from '../pending-phone'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('signIn.title') }
}

export default async function CodePage({ params }: Props) {
  const { lender: slug } = await params
  if (await findBorrowerContext(slug)) redirect(`/portal/${slug}`)
  const phone = await keptPhone(slug)
  if (!phone) redirect(`/portal/${slug}/sign-in`)
  const [lender, t] = await Promise.all([publicLender(slug), getTranslations('portal.signIn')])
  return (
    <>
      <PortalHeading
        back={<Link className="underline underline-offset-4" href={`/portal/${slug}/sign-in`}>{t('otherNumber')}</Link>}
        title={t('codeTitle')}
        lead={t('codeLead', { phone: maskPhone(phone) })}
      />
      <ActionForm action={enterCode} hidden={{ lender: slug }}>
        <Input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={12} label={t('code')} hint={t('codeHint')} className="max-w-48 tracking-widest" required />
        <Input name="idLastFour" autoComplete="off" maxLength={4} autoCapitalize="characters" label={t('idLastFour')} hint={t('idHint')} className="max-w-32 tracking-widest" required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('enter')}
        </Button>
      </ActionForm>
      <ActionForm action={sendCode} idPrefix="again-" hidden={{ lender: slug, phone }} className="mt-6">
        <Button type="submit" variant="ghost" className="self-start px-0 underline underline-offset-4">
          {t('again')}
        </Button>
      </ActionForm>
      <p className="mt-6 text-ink-soft">{t('noAccess', { hotline: lender.hotline })}</p>
    </>
  )
}
