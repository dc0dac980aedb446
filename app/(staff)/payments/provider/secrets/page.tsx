import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { SecretForm } from '@/components/payments/secret-form'
import { SecretTable } from '@/components/payments/secret-table'
import { DescriptionList } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { readEnv } from '@/lib/env'
import { listSecrets } from '@/lib/payments/webhook-secret-queries'
import { endSecretAction, replaceSecretAction } from '../../provider-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('providers'))('secrets') }
}

export default async function SecretsPage() {
  const ctx = await staffContext()
  const t = await getTranslations('providers')
  const secrets = await orNotFound(listSecrets(ctx))
  const address = `${readEnv().LEEWAY_PUBLIC_URL.replace(/\/$/, '')}/api/webhooks/payments/${ctx.lender.slug}`
  return (
    <PageBody>
      <PageHeader
        title={t('secrets')}
        meta={t('secretsLead')}
        back={<Link href="/payments/provider">{t('title')}</Link>}
        actions={<SecretForm provider={secrets[0]?.provider ?? ''} action={replaceSecretAction} />}
      />
      <div className="flex max-w-3xl flex-col gap-6">
        <DescriptionList lined items={[{ id: 'url', term: t('webhookUrl'), detail: <span className="font-mono text-sm break-all select-all">{address}</span> }]} />
        {secrets.length === 0 ? (
          <EmptyState icon={<KeyRound />} title={t('noSecrets')}>
            {t('noSecretsText')}
          </EmptyState>
        ) : (
          <SecretTable secrets={secrets} timeZone={ctx.lender.timeZone} end={endSecretAction} />
        )}
      </div>
    </PageBody>
  )
}
