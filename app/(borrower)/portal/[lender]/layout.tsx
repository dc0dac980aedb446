import type { ReactNode } from 'react'
import { getLocale, getTranslations } from 'next-intl/server'
import { findBorrowerContext, findLender, publicLender } from '@/app/_server/context'
import { setLocale } from '@/app/_server/preferences-actions'
import { ActionForm } from '@/components/forms/action-form'
import { PortalShell } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { signOut } from './sign-in/actions'

type Props = { children: ReactNode; params: Promise<{ lender: string }> }

export async function generateMetadata({ params }: Props) {
  const { lender: slug } = await params
  const known = await findLender(slug)
  if (!known) return {}
  const { name } = known
  const locale = (await getLocale()) === 'en' ? 'en' : 'zh-CN'
  return { title: { default: name[locale], template: `%s · ${name[locale]}` } }
}

export default async function PortalLayout({ children, params }: Props) {
  const { lender: slug } = await params
  const [lender, ctx, t] = await Promise.all([publicLender(slug), findBorrowerContext(slug), getTranslations('portal')])
  const locale = (await getLocale()) === 'en' ? 'en' : 'zh-CN'
  const base = `/portal/${slug}`
  const open = [
    { href: `${base}/advice`, label: t('footer.advice') },
    { href: `${base}/rights`, label: t('footer.rights') },
    { href: '/check', label: t('footer.check') },
    { href: '/help', label: t('footer.help') },
  ]
  const own = [
    { href: `${base}/preferences`, label: t('footer.preferences') },
    { href: `${base}/complaint`, label: t('footer.complaint') },
  ]
  return (
    <PortalShell
      lenderName={lender.name[locale]}
      homeHref={ctx ? base : undefined}
      exitHref={`${base}/leave`}
      setLocale={setLocale}
      footer={ctx ? [...own, ...open] : open}
      signOut={
        ctx && (
          <ActionForm action={signOut} idPrefix="sign-out-" hidden={{ lender: slug }} label={t('signOut')}>
            <Button type="submit" variant="ghost" className="self-start px-0 text-[1em] font-normal underline underline-offset-4">
              {t('signOut')}
            </Button>
          </ActionForm>
        )
      }
    >
      {children}
    </PortalShell>
  )
}
