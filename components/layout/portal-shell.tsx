import { LogOut } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Brand } from './brand'
import { LanguageSwitch } from './language-switch'
import type { ChoiceAction } from './preferences'
import { SkipLink } from './skip-link'

export type FooterLink = { href: string; label: string }
type Props = {
  lenderName: string
  homeHref?: string
  /** Where "quick way out" leads: a neutral page that also ends the visit. */
  exitHref: string
  setLocale: ChoiceAction
  /** Preferences, complaint, free advice, rights. */
  footer: readonly FooterLink[]
  signOut?: ReactNode
  children: ReactNode
}

/** The borrower's pages: one column, large, with the way out and help always in sight. */
export function PortalShell({ lenderName, homeHref, exitHref, setLocale, footer, signOut, children }: Props) {
  const t = useTranslations('shell')
  return (
    <div data-density="portal" className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="no-print border-b border-line bg-surface">
        <div className="mx-auto flex min-h-16 w-full max-w-2xl flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2">
          {homeHref ? (
            <Link href={homeHref} className="mr-auto min-w-0 rounded-md py-2">
              <Brand name={lenderName} />
            </Link>
          ) : (
            <span className="mr-auto min-w-0 py-2">
              <Brand name={lenderName} />
            </span>
          )}
          <LanguageSwitch action={setLocale} compact />
          <a
            href={exitHref}
            className="inline-flex min-h-11 items-center gap-1.5 text-[0.94em] text-ink-soft underline underline-offset-4 hover:text-ink"
          >
            <LogOut aria-hidden className="size-4" />
            {t('exit')}
          </a>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-2xl flex-1 px-5 py-8 outline-none sm:py-12">
        {children}
      </main>
      <footer className="no-print border-t border-line bg-surface">
        <div className="mx-auto flex w-full max-w-2xl flex-col gap-3 px-5 py-6 text-[0.94em]">
          <nav aria-label={t('footer')} className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-x-6 sm:flex sm:flex-wrap">
            {footer.map(link => (
              <Link
                key={link.href}
                href={link.href}
                className="inline-flex min-h-11 items-center text-ink-soft underline underline-offset-4 hover:text-ink"
              >
                {link.label}
              </Link>
            ))}
          </nav>
          {signOut}
        </div>
      </footer>
    </div>
  )
}

/** The one question or title of a portal page. */
export function PortalHeading({ title, lead, back }: { title: ReactNode; lead?: ReactNode; back?: ReactNode }) {
  return (
    <div className="mb-8">
      {back && <div className="mb-3 text-[0.94em]">{back}</div>}
      <h1 className="text-2xl font-semibold tracking-tight text-ink sm:text-3xl">{title}</h1>
      {lead && <p className="mt-3 text-ink-soft">{lead}</p>}
    </div>
  )
}
