import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { PolicyNumbers } from '@/components/lenders/policy-numbers'
import { PolicyTerms } from '@/components/lenders/policy-terms'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { POLICY_SECTIONS } from '@/lib/lenders/policy-fields'
import { getPolicy } from '@/lib/lenders/policy-queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('title') }
}

export default async function PolicyPage() {
  const ctx = await staffContext()
  const t = await getTranslations('policy')
  const { policy, products, waiting } = await orNotFound(getPolicy(ctx))
  const mayPropose = can(ctx.actor, 'policy:propose')
  const { currency } = ctx.lender
  return (
    <PageBody>
      <PageHeader
        title={t('title')}
        meta={t('lead')}
        actions={
          <>
            {can(ctx.actor, 'pack:read') && <LinkButton href="/rules">{t('toRules')}</LinkButton>}
            <LinkButton href="/policy/changes?show=decided">{t('history')}</LinkButton>
          </>
        }
      />
      {waiting > 0 && <Notice title={t('waiting', { count: waiting })} actions={<LinkButton href="/policy/changes">{t('toWaiting')}</LinkButton>} className="mb-6" />}
      <div className="flex flex-col gap-10">
        {POLICY_SECTIONS.map(section => (
          <section key={section} aria-labelledby={section} className="max-w-5xl">
            <div className="mb-2 flex flex-wrap items-end justify-between gap-2">
              <div>
                <h2 id={section} className="font-semibold text-ink">
                  {t(`sections.${section}`)}
                </h2>
                <p className="max-w-prose text-sm text-ink-faint">{t(`leads.${section}`)}</p>
              </div>
              {mayPropose && section !== 'terms' && (
                <LinkButton href={`/policy/change?section=${section}`} aria-label={t('changeOf', { section: t(`sections.${section}`) })}>
                  {t('change')}
                </LinkButton>
              )}
            </div>
            {section === 'terms' ? (
              <PolicyTerms policy={policy} products={products} today={ctx.today} currency={currency} mayPropose={mayPropose} />
            ) : (
              <PolicyNumbers section={section} policy={policy} currency={currency} />
            )}
          </section>
        ))}
      </div>
    </PageBody>
  )
}
