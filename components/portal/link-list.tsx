import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { LinkView } from '@/lib/payments/link-queries'

type Props = { links: readonly LinkView[]; base: string; timeZone: string }

/** How a link stands in a word: what was given back is no longer received, what was never opened is not under way. */
export const wordOf = ({ state, payment, address }: LinkView) => (payment?.isTakenBack ? 'taken_back' : state === 'created' && !address ? 'unopened' : state)

/** The borrower's newest payments online, each with how it stands. */
export function LinkList({ links, base, timeZone }: Props) {
  const t = useTranslations('portal')
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className="mb-3 text-xl font-semibold">
        {t('pay.recent')}
      </h2>
      <ul className="flex flex-col">
        {links.map(link => (
          <li key={link.token} className="border-b border-line last:border-0">
            <Link href={`${base}/pay/${link.token}`} className="flex min-h-12 flex-wrap items-center gap-x-4 py-2 hover:bg-hover">
              <span className="font-semibold underline underline-offset-4">
                <Money amountCents={link.payment?.amountCents ?? link.amountCents} currency={link.currency} />
              </span>
              <span>{t(`paid.states.${wordOf(link)}`)}</span>
              <span className="ml-auto text-[0.92em] text-ink-soft">
                <DateText value={link.createdAt} timeZone={timeZone} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
