import type { Db } from '@/db/client'
import type { LocalDate } from './dates'
import type { LenderPolicy } from './lenders/policy'
import type { Currency } from './money'

export type Role = 'collector' | 'negotiator' | 'reviewer' | 'supervisor' | 'field_visitor' | 'legal_officer' | 'compliance' | 'admin'
export type Locale = 'zh-CN' | 'en'

export type StaffActor = { kind: 'staff'; id: string; lenderId: string; roles: readonly Role[]; sessionId: string; name: string }
export type BorrowerActor = { kind: 'borrower'; id: string; lenderId: string }
export type SystemActor = { kind: 'system'; id: null; lenderId: string }
export type ApiActor = { kind: 'api'; id: string; lenderId: string; scopes: readonly string[] }
/** A key of an agency: sees only borrowers who are placed with it now. */
export type AgencyActor = { kind: 'agency'; id: string; agencyId: string; lenderId: string; scopes: readonly string[] }
export type Actor = StaffActor | BorrowerActor | SystemActor | ApiActor | AgencyActor

export type Lender = {
  id: string
  slug: string
  name: Record<Locale, string>
  currency: Currency
  timeZone: string
  locale: Locale
  hotline: string
  packs: string[]
  policy: LenderPolicy
}

/** Built once per request or job; time and database are arguments, never ambient. `today` is the lender's business date. */
export type Ctx<A extends Actor = Actor> = {
  actor: A
  lender: Lender
  now: Date
  today: LocalDate
  requestId: string
  db: Db
  inTransaction: boolean
}
