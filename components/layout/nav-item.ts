import type { ReactNode } from 'react'

/** One place of the navigation; `icon` is a ready element, so that server pages can pass it on. */
export type NavItem = { href: string; label: string; icon: ReactNode; current?: boolean; count?: number }
