import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { findBorrowerContext, publicLender } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { sendCode } from './actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ again?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('signIn.title') }
}

export default async function SignInPage({ params, searchParams }: Props) {
  const { lender: slug } = await params
  if (await findBorrowerContext(slug)) redirect(`/portal/${slug}`)
  const [lender, t, locale, { again }] = await Promise.all([publicLender(slug), getTranslations('portal.signIn'), getLocale(), searchParams])
  return (
    <>
      {again === '1' && <Notice live title={t('back')} className="mb-6" />}
      <PortalHeading title={t('phoneTitle')} lead={<>{t('lead')} {t('phoneLead', { lender: lender.name[locale === 'en' ? 'en' : 'zh-CN'] })}</>} />
      <ActionForm action={sendCode} hidden={{ lender: slug }}>
        <Input name="phone" type="tel" autoComplete="tel" inputMode="tel" label={t('phone')} hint={t('phoneHint')} required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('send')}
        </Button>
      </ActionForm>
      <p className="mt-8 text-ink-soft">{t('noAccess', { hotline: lender.hotline })}</p>
      <p className="mt-2">
        <Link className="inline-flex min-h-11 items-center underline underline-offset-4" href="/check">
          {t('real')}
        </Link>
      </p>
    </>
  )
}
