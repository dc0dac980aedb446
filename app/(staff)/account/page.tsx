import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { OwnSessions } from '@/components/account/own-sessions'
import { PasswordForm } from '@/components/account/password-form'
import { TotpForm } from '@/components/account/totp-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { Badge } from '@/components/ui/badge'
import { proposeTotp } from '@/lib/accounts/own-account-commands'
import { getOwnAccount } from '@/lib/accounts/own-account-queries'
import { changePasswordAction, confirmTotpAction, endSessionAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') }
}

export default async function AccountPage() {
  const ctx = await staffContext()
  const t = await getTranslations('account')
  const roles = await getTranslations('signIn.roles')
  const account = await getOwnAccount(ctx)
  return (
    <MessagesProvider namespaces={['shell', 'account']}>
      <PageBody>
        <PageHeader
          title={account.name}
          meta={
            <>
              <span>{account.email}</span>
              {ctx.actor.roles.map(role => (
                <Badge key={role}>{roles(role)}</Badge>
              ))}
            </>
          }
        />
        <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
          <OwnSessions sessions={account.sessions} now={ctx.now} timeZone={ctx.lender.timeZone} action={endSessionAction} />
          <div className="flex flex-col gap-8">
            <section aria-labelledby="totp" className="flex flex-col gap-3">
              <h2 id="totp" className="text-lg font-semibold text-ink">
                {t('totp')}
              </h2>
              <TotpForm {...proposeTotp(ctx, account.email)} hasTotp={account.hasTotp} action={confirmTotpAction} />
            </section>
            <section aria-labelledby="password" className="flex flex-col gap-3">
              <h2 id="password" className="text-lg font-semibold text-ink">
                {t('password')}
              </h2>
              <PasswordForm action={changePasswordAction} />
            </section>
          </div>
        </div>
      </PageBody>
    </MessagesProvider>
  )
}
