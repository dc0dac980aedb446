import type { Actor, Role } from '../context'

/** What may be done, and by whom. The stranger tests are generated from this table. */
const staff = {
  'case:read': ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance'],
  'case:work': ['collector', 'negotiator', 'supervisor'],
  'case:assign': ['supervisor'],
  'contact:make': ['collector', 'negotiator', 'reviewer', 'supervisor'],
  'contact:reveal': ['collector', 'negotiator', 'supervisor', 'compliance'],
  'borrower:edit': ['collector', 'negotiator', 'supervisor'],
  'circumstance:record': ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'compliance'],
  /** To end what somebody else recorded, and to record what opens a rule. */
  'circumstance:settle': ['supervisor', 'compliance'],
  'placement:make': ['supervisor'],
  'agency:manage': ['compliance', 'admin'],
  'promise:take': ['collector', 'negotiator', 'supervisor'],
  'hold:place': ['collector', 'negotiator', 'reviewer', 'supervisor'],
  'hold:end': ['supervisor'],
  'hardship:open': ['collector', 'negotiator', 'supervisor'],
  'hardship:review': ['reviewer', 'negotiator'],
  'document:read': ['negotiator', 'reviewer', 'supervisor', 'compliance'],
  'plan:propose': ['reviewer', 'negotiator'],
  'escalation:decide': ['supervisor'],
  'payment:record': ['negotiator', 'supervisor', 'admin'],
  'payment:reverse': ['supervisor'],
  'payment:confirm': ['supervisor', 'admin'],
  /** To bill a fee or a cost beside the schedule, and to take one back. */
  'charge:record': ['supervisor'],
  /** To bring kept figures up to date after a change that had a permission of its own; nobody can choose what they become. */
  'figures:refresh': ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance', 'admin'],
  /** What one person owes, as a file to keep. */
  'statement:read': ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance'],
  /** Every posting of a day, and what the credit bureau is told. */
  'journal:export': ['compliance', 'admin'],
  /** To propose and, as the second person, approve a correction of what the credit bureau was told. */
  'credit_report:correct': ['compliance', 'admin'],
  'control:read': ['supervisor'],
  'guard:read': ['compliance', 'supervisor'],
  'pack:read': ['compliance', 'supervisor', 'admin'],
  'guard:draft': ['compliance', 'admin'],
  'guard:publish': ['compliance', 'admin'],
  /** The lender's own numbers: to see them, to propose others, and as the second person to approve those. */
  'policy:read': ['compliance', 'supervisor', 'admin'],
  'policy:propose': ['compliance', 'admin'],
  'policy:decide': ['compliance', 'supervisor', 'admin'],
  'outbox:read': ['compliance', 'supervisor', 'admin'],
  'audit:read': ['compliance', 'admin'],
  'import:run': ['admin'],
  'staff:manage': ['admin'],
  'account:own': ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance', 'admin'],
  'rules:read': ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance', 'admin'],
} as const satisfies Record<string, readonly Role[]>

const borrower = ['portal:read', 'hardship:apply', 'document:upload', 'plan:answer', 'payment:begin', 'thread:write', 'preferences:set', 'figures:refresh', 'statement:read'] as const
const api = ['import:run', 'payment:record', 'payment:reverse', 'charge:record', 'guard:decide', 'statement:read', 'message:receipt'] as const
/** An agency contacts whom it was given, and nothing else. */
const agency = ['guard:decide'] as const
/** Only the system, on nobody's behalf: sweeps and messages. */
type SystemPermission = 'job:run' | 'message:send' | 'sign_in:assist' | 'seed:load'

export type Permission = keyof typeof staff | (typeof borrower)[number] | (typeof api)[number] | SystemPermission
export const staffPermissions: Record<string, readonly Role[]> = staff
export const borrowerPermissions: readonly string[] = borrower
export const apiScopes: readonly string[] = api
const agencyScopes: readonly string[] = agency

export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'system':
      return true
    case 'borrower':
      return borrowerPermissions.includes(permission)
    case 'agency':
      return permission === 'figures:refresh' || (agencyScopes.includes(permission) && actor.scopes.includes(permission))
    case 'api':
      return permission === 'figures:refresh' || (apiScopes.includes(permission) && actor.scopes.includes(permission))
    case 'staff':
      return actor.roles.some(role => staffPermissions[permission]?.includes(role) ?? false)
  }
}
