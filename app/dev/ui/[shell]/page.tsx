import { ClipboardCheck, FileUp, Gauge, Gavel, Inbox, MapPin, Settings } from 'lucide-react'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { getTheme } from '@/app/_server/preferences'
import { PageHeader } from '@/components/layout/page-header'
import { PortalHeading, PortalShell } from '@/components/layout/portal-shell'
import { PublicShell } from '@/components/layout/public-shell'
import { PageBody, StaffShell } from '@/components/layout/staff-shell'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { CardLink } from '@/components/ui/card-link'
import { Input } from '@/components/ui/input'
import { GridSample } from '../grid-sample'

const places = {
  queue: Inbox,
  reviews: ClipboardCheck,
  control: Gauge,
  visits: MapPin,
  matters: Gavel,
  imports: FileUp,
  settings: Settings,
} as const

async function StaffSample() {
  const t = await getTranslations('devUi')
  const nav = (['queue', 'reviews', 'control', 'visits', 'matters', 'imports', 'settings'] as const).map((id, index) => {
    const Icon = places[id]
    return {
      href: `/dev/ui/staff#${id}`,
      label: t(`nav.${id}`),
      icon: <Icon aria-hidden />,
      current: index === 0,
      count: index === 0 ? 128 : undefined,
    }
  })
  return (
    <StaffShell
      lenderName={t('lender')}
      homeHref="/dev/ui"
      nav={nav}
      theme={await getTheme()}
      setLocale={setLocale}
      setTheme={setTheme}
      user={<Avatar name={t('person.officer')} />}
      signOut={<Button variant="ghost">{t('signOut')}</Button>}
    >
      <PageBody>
        <PageHeader title={t('nav.queue')} meta={t('table.count')} actions={<Button variant="primary">{t('next')}</Button>} />
        <GridSample />
      </PageBody>
    </StaffShell>
  )
}

async function PortalSample() {
  const t = await getTranslations('devUi')
  const footer = (['preferences', 'complaint', 'advice', 'rights'] as const).map(id => ({
    href: `/dev/ui/portal#${id}`,
    label: t(`footer.${id}`),
  }))
  return (
    <PortalShell lenderName={t('lender')} homeHref="/dev/ui" exitHref="/dev/ui" setLocale={setLocale} footer={footer}>
      <PortalHeading title={t('portal.question')} lead={t('portal.questionHint')} />
      <div className="flex flex-col gap-3">
        <CardLink href="#pay" title={t('portal.pay')}>
          {t('portal.payText')}
        </CardLink>
        <CardLink href="#cannot" title={t('portal.cannot')}>
          {t('portal.cannotText')}
        </CardLink>
      </div>
    </PortalShell>
  )
}

async function PublicSample() {
  const t = await getTranslations('devUi')
  return (
    <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()} footer={t('lender')}>
      <h1 className="mb-6 text-2xl font-semibold tracking-tight">{t('signIn')}</h1>
      <form className="flex flex-col gap-4">
        <Input name="email" type="email" label={t('email')} autoComplete="username" />
        <Button variant="primary">{t('signIn')}</Button>
      </form>
    </PublicShell>
  )
}

const samples = { staff: StaffSample, portal: PortalSample, public: PublicSample } as const

export default async function ShellPage({ params }: { params: Promise<{ shell: string }> }) {
  const { shell } = await params
  if (shell !== 'staff' && shell !== 'portal' && shell !== 'public') notFound()
  const Sample = samples[shell]
  return <Sample />
}
