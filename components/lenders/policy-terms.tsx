import { useLocale, useTranslations } from 'next-intl'
import { DescriptionList } from '@/components/ui/description-list'
import { LinkButton } from '@/components/ui/link-button'
import { dateInWords } from '@/components/ui/date-words'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { presentTerms, type TermsScope } from '@/lib/lenders/terms-edit'
import type { Currency } from '@/lib/money'
import { useTermsWords } from './use-policy-words'

type Props = { policy: LenderPolicy; products: readonly string[]; today: string; currency: Currency; mayPropose: boolean }

/** Allocation order and penalty: of the lender, and of each product what it has of its own; with the days from which later terms hold. */
export function PolicyTerms({ policy, products, mayPropose, ...rest }: Props) {
  const scopes: TermsScope[] = ['lender', ...products.map(product => ({ product }))]
  return (
    <div className="flex flex-col gap-6">
      {scopes.map(scope => (
        <Scope key={scope === 'lender' ? '' : scope.product} scope={scope} policy={policy} mayPropose={mayPropose} {...rest} />
      ))}
    </div>
  )
}

function Scope({ scope, policy, today, currency, mayPropose }: Omit<Props, 'products'> & { scope: TermsScope }) {
  const t = useTranslations('policy.terms')
  const locale = useLocale()
  const words = useTermsWords(currency)
  const product = scope === 'lender' ? null : scope.product
  const days = Object.keys((product === null ? policy.terms?.lender : policy.terms?.products?.[product]) ?? {}).sort()
  const present = presentTerms(policy, scope, today)
  const name = product === null ? t('ofLender') : t('ofProduct', { product })
  const isBare = product !== null && Object.keys(present).length === 0
  return (
    <section aria-label={name} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-medium text-ink">{name}</h3>
        {mayPropose && (
          <LinkButton href={`/policy/change?section=terms${product === null ? '' : `&product=${encodeURIComponent(product)}`}`} aria-label={t('beginOf', { name })}>
            {t('begin')}
          </LinkButton>
        )}
      </div>
      {isBare ? <p className="text-sm text-ink-soft">{t('bare')}</p> : <Lines lines={words(present, product !== null)} />}
      {days.map(from => (
        <details key={from} className="text-sm">
          <summary className="cursor-pointer text-accent">{t(from > today ? 'comesOn' : 'sinceOn', { date: dateInWords(from, locale) })}</summary>
          <div className="mt-2">
            <Lines lines={words(presentTerms(policy, scope, from), product !== null)} />
          </div>
        </details>
      ))}
    </section>
  )
}

const Lines = ({ lines }: { lines: ReturnType<ReturnType<typeof useTermsWords>> }) => (
  <DescriptionList className="max-w-2xl text-sm" items={lines.map(line => ({ id: line.id, term: line.label, detail: line.text }))} />
)
