import { getTranslations } from 'next-intl/server'
import { PortalHeading } from '@/components/layout/portal-shell'
import { LinkButton } from '@/components/ui/link-button'

export default async function PortalNotFound() {
  const [t, portal] = await Promise.all([getTranslations('shell.notFound'), getTranslations('portal.footer')])
  return (
    <>
      <PortalHeading title={t('title')} lead={t('text')} />
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/" variant="primary">
          {t('home')}
        </LinkButton>
        <LinkButton href="/help">{portal('help')}</LinkButton>
      </div>
    </>
  )
}
