import Link from 'next/link'
import type { ReactNode } from 'react'
import { Brand } from './brand'
import { LanguageSwitch } from './language-switch'
import type { NavItem } from './nav-item'
import type { ChoiceAction, Theme } from './preferences'
import { SkipLink } from './skip-link'
import { StaffBar, StaffRail } from './staff-nav'
import { ThemeSwitch } from './theme-switch'

type Props = {
  lenderName: string
  homeHref: string
  nav: readonly NavItem[]
  theme: Theme
  setLocale: ChoiceAction
  setTheme: ChoiceAction
  /** Search or the command palette's button. */
  tools?: ReactNode
  user: ReactNode
  signOut?: ReactNode
  /** The page fills the window and its panes scroll by themselves. */
  fixed?: boolean
  children: ReactNode
}

/** The desk: rail, top bar, and the page. On a phone the rail becomes a bar at the bottom. */
export function StaffShell(props: Props) {
  const { lenderName, homeHref, nav, theme, setLocale, setTheme, tools, user, signOut, fixed, children } = props
  const switches = (
    <>
      <LanguageSwitch action={setLocale} />
      <ThemeSwitch action={setTheme} current={theme} />
    </>
  )
  return (
    <div data-density="desk" className={fixed ? 'flex min-h-dvh flex-col xl:h-dvh' : 'flex min-h-dvh flex-col'}>
      <SkipLink />
      <header className="no-print sticky top-0 z-20 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5 md:px-4">
        <Link href={homeHref} className="mr-auto min-w-0 rounded-md py-1">
          <Brand name={lenderName} />
        </Link>
        {tools}
        <div className="flex items-center gap-2 max-md:hidden">{switches}</div>
        {user}
        {signOut && <div className="max-md:hidden">{signOut}</div>}
      </header>
      <div className="flex min-h-0 flex-1">
        <StaffRail items={nav} />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface pb-20 outline-none md:pb-0">
          {children}
        </main>
      </div>
      <StaffBar
        items={nav}
        extras={
          <>
            {switches}
            {signOut}
          </>
        }
      />
    </div>
  )
}

/** Space and greatest width of an ordinary staff page. */
export const PageBody = ({ children }: { children: ReactNode }) => (
  <div className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8">{children}</div>
)
