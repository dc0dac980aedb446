import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Brand } from './brand'
import { LanguageSwitch } from './language-switch'
import type { ChoiceAction, Theme } from './preferences'
import { SkipLink } from './skip-link'
import { ThemeSwitch } from './theme-switch'

type Props = {
  setLocale: ChoiceAction
  setTheme: ChoiceAction
  theme: Theme
  footer?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** Sign-in, trust check, help: a page for somebody we do not know yet. */
export function PublicShell({ setLocale, setTheme, theme, footer, wide, children }: Props) {
  const t = useTranslations('shell')
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex flex-wrap items-center gap-3 px-5 py-4">
        <span className="mr-auto">
          <Brand name={t('title')} />
        </span>
        <LanguageSwitch action={setLocale} />
        <ThemeSwitch action={setTheme} current={theme} />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={
          wide
            ? 'mx-auto w-full max-w-4xl flex-1 px-5 py-8 outline-none'
            : 'mx-auto flex w-full max-w-sm flex-1 flex-col justify-center px-5 py-8 outline-none'
        }
      >
        {children}
      </main>
      {footer && <footer className="px-5 py-6 text-center text-sm text-ink-faint">{footer}</footer>}
    </div>
  )
}
