'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useState, type ReactNode } from 'react'
import { StaffShell } from '@/components/layout/staff-shell'
import type { NavItem } from '@/components/layout/nav-item'
import type { ChoiceAction, Theme } from '@/components/layout/preferences'
import { DeskPalette } from './desk-palette'
import { SignOutButton } from './sign-out-button'

type Props = {
  lenderName: string
  userName: string
  homeHref: string
  nav: readonly NavItem[]
  theme: Theme
  setLocale: ChoiceAction
  setTheme: ChoiceAction
  canSearch: boolean
  children: ReactNode
}

/** Pages whose panes scroll by themselves. */
const paned = /^\/(desk$|cases\/|reviews\/.|escalations)/

/** The staff shell with what needs the browser: the current place, the palette, the cache of reads. */
export function StaffFrame({ userName, nav, canSearch, children, ...shell }: Props) {
  const path = usePathname()
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: true } } }),
  )
  const places = nav.map(item => ({ ...item, current: path === item.href || path.startsWith(`${item.href}/`) }))
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <StaffShell
          {...shell}
          nav={places}
          fixed={paned.test(path)}
          tools={<DeskPalette places={nav} canSearch={canSearch} />}
          user={<span className="hidden max-w-40 truncate text-sm text-ink-soft lg:block">{userName}</span>}
          signOut={<SignOutButton />}
        >
          {children}
        </StaffShell>
      </QueryClientProvider>
    </NuqsAdapter>
  )
}
