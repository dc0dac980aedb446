import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { formatMoney } from '@/lib/money'
import type { LinkView } from '@/lib/payments/link-queries'
import { wordOf } from './link-list'

const tones = { paid: 'good', created: undefined, unopened: undefined, declined: 'attention', expired: 'attention', taken_back: 'attention' } as const

/** What is known of a payment, in a sentence and in figures. */
export function LinkStanding({ link, timeZone }: { link: LinkView; timeZone: string }) {
  const t = useTranslations('portal.paid')
  const locale = useLocale()
  const money = (amountCents: number) => formatMoney(amountCents, link.currency, locale)
  const { payment } = link
  const word = wordOf(link)
  const amount = money(payment?.amountCents ?? link.amountCents)
  return (
    <>
      <Notice tone={tones[word]} live title={t(`${word}.title`)}>
        <p>{t.rich(`${word}.text`, { amount, date: () => <DateText value={payment?.effectiveOn ?? ''} /> })}</p>
        {payment && payment.amountCents !== link.amountCents && <p>{t('differs', { amount, asked: money(link.amountCents) })}</p>}
      </Notice>
      <DescriptionList
        lined
        items={[
          { id: 'asked', term: t('asked'), detail: <Money strong amountCents={link.amountCents} currency={link.currency} /> },
          { id: 'made', term: t('made'), detail: <DateText value={link.createdAt} timeZone={timeZone} /> },
          ...(payment ? [{ id: 'posted', term: t('posted'), detail: <Money amountCents={payment.amountCents} currency={link.currency} /> }] : []),
        ]}
      />
    </>
  )
}
