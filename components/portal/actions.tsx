import { CircleHelp, HandHeart, SearchX, Wallet } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'

const actions = [
  { id: 'cannotPay', path: 'hardship', Icon: HandHeart },
  { id: 'wrong', path: 'dispute', Icon: SearchX },
  { id: 'pay', path: 'pay', Icon: Wallet },
  { id: 'ask', path: 'ask', Icon: CircleHelp },
] as const

/** Four ways on, all the same size; saying that something is wrong stands before paying. */
export function FourActions({ base }: { base: string }) {
  const t = useTranslations('portal.action')
  return (
    <nav aria-label={t('label')} className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3 sm:grid-cols-2">
      {actions.map(({ id, path, Icon }) => (
        <Link
          key={id}
          href={`${base}/${path}`}
          className="flex min-h-20 gap-x-4 gap-y-2 rounded-lg border border-line-strong bg-surface px-4 py-3 hover:border-accent hover:bg-hover max-sm:flex-col sm:items-center sm:px-5 sm:py-4"
        >
          <Icon aria-hidden className="size-7 shrink-0 text-accent" strokeWidth={1.6} />
          <span>
            <span className="block font-semibold text-ink">{t(`${id}.title`)}</span>
            <span className="block text-[0.92em] text-ink-soft">{t(`${id}.text`)}</span>
          </span>
        </Link>
      ))}
    </nav>
  )
}
