import {
  CreditCard,
  FileText,
  FileUp,
  Handshake,
  Inbox,
  Gauge,
  LifeBuoy,
  ListChecks,
  MessageSquare,
  Scale,
  ShieldCheck,
  SlidersHorizontal,
  TriangleAlert,
  UserRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { can, type Permission } from '@/lib/accounts/permissions'
import type { StaffActor } from '@/lib/context'

type Place = { name: string; href: string; icon: ReactNode; needs: Permission | null }

const places: readonly Place[] = [
  { name: 'desk', href: '/desk', icon: <Inbox aria-hidden />, needs: 'case:read' },
  { name: 'reviews', href: '/reviews', icon: <ListChecks aria-hidden />, needs: 'hardship:review' },
  { name: 'control', href: '/control', icon: <Gauge aria-hidden />, needs: 'control:read' },
  { name: 'escalations', href: '/escalations', icon: <TriangleAlert aria-hidden />, needs: 'escalation:decide' },
  { name: 'payments', href: '/payments', icon: <CreditCard aria-hidden />, needs: 'payment:record' },
  { name: 'imports', href: '/imports', icon: <FileUp aria-hidden />, needs: 'import:run' },
  { name: 'outbox', href: '/outbox', icon: <MessageSquare aria-hidden />, needs: 'outbox:read' },
  { name: 'assurance', href: '/assurance', icon: <ShieldCheck aria-hidden />, needs: 'guard:read' },
  { name: 'creditReports', href: '/credit-reports', icon: <FileText aria-hidden />, needs: 'journal:export' },
  { name: 'rules', href: '/rules', icon: <Scale aria-hidden />, needs: 'pack:read' },
  { name: 'policy', href: '/policy', icon: <SlidersHorizontal aria-hidden />, needs: 'policy:read' },
  { name: 'agencies', href: '/agencies', icon: <Handshake aria-hidden />, needs: 'agency:manage' },
  { name: 'account', href: '/account', icon: <UserRound aria-hidden />, needs: null },
  { name: 'help', href: '/help', icon: <LifeBuoy aria-hidden />, needs: null },
]

/** The places this person may open; the pages decide again. */
export const placesOf = (actor: StaffActor): Place[] => places.filter(place => place.needs === null || can(actor, place.needs))

/** Where the day begins: the first place of the person's own work. */
export const homeOf = (actor: StaffActor): string => placesOf(actor)[0]?.href ?? '/account'
