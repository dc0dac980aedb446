import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { PolicyForm } from '@/components/lenders/policy-form'
import { TermsForm } from '@/components/lenders/terms-form'
import { LinkButton } from '@/components/ui/link-button'
import { can } from '@/lib/accounts/permissions'
import { newId } from '@/lib/clock'
import { addDays } from '@/lib/dates'
import { POLICY_SECTIONS } from '@/lib/lenders/policy-fields'
import { getPolicy } from '@/lib/lenders/policy-queries'
import { proposePolicyAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const Address = z.object({ section: z.enum(POLICY_SECTIONS).catch('hardship'), product: z.string().optional().catch(undefined) })

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('changeTitle') }
}

export default async function ChangePolicyPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'policy:propose')) notFound()
  const t = await getTranslations('policy')
  const { section, product } = Address.parse(await searchParams)
  const { policy, version, products } = await orNotFound(getPolicy(ctx))
  if (product !== undefined && !products.includes(product)) notFound()
  const form = { action: proposePolicyAction, formKey: { section, version: String(version), requestId: newId() }, policy, currency: ctx.lender.currency }
  const lead = section !== 'terms' ? t(`leads.${section}`) : product === undefined ? t('terms.forLender') : t('terms.forProduct', { product })
  return (
    <PageBody>
      <PageHeader title={t('changeOf', { section: t(`sections.${section}`) })} meta={lead} actions={<LinkButton href="/policy">{t('back')}</LinkButton>} />
      {section === 'terms' ? (
        <TermsForm {...form} scope={product === undefined ? 'lender' : { product }} tomorrow={addDays(ctx.today, 1)} />
      ) : (
        <PolicyForm {...form} section={section} />
      )}
    </PageBody>
  )
}
