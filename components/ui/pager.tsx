import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { LinkButton } from './link-button'
import { buttonStyle } from './button-style'

type Props = { previousHref?: string; nextHref?: string; /** "1,204 cases", "10,000+". */ count?: ReactNode }

/** Next and previous by key, so that page ten thousand is as quick as the first. */
export function Pager({ previousHref, nextHref, count }: Props) {
  const t = useTranslations('ui')
  return (
    <nav aria-label={t('pages')} className="no-print flex flex-wrap items-center justify-between gap-3 py-3">
      <span className="text-sm text-ink-faint">{count}</span>
      <span className="flex gap-2">
        <Turn href={previousHref}>
          <ChevronLeft aria-hidden />
          {t('previous')}
        </Turn>
        <Turn href={nextHref}>
          {t('next')}
          <ChevronRight aria-hidden />
        </Turn>
      </span>
    </nav>
  )
}

function Turn({ href, children }: { href?: string; children: ReactNode }) {
  if (href) return <LinkButton href={href}>{children}</LinkButton>
  return (
    <button type="button" disabled className={buttonStyle()}>
      {children}
    </button>
  )
}
