import { check, customType, foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { lent, lentKey, moment, oneOf } from './columns'
import { lenders } from './lenders'

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

export const roles = ['collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance', 'admin'] as const

export const staffAccounts = pgTable(
  'staff_accounts',
  {
    ...lent(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    totpCipher: bytes('totp_cipher'),
    capacity: integer('capacity').notNull().default(200),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    lentKey('staff_accounts', t),
    unique('staff_accounts_email_key').on(t.email),
    foreignKey({ name: 'staff_accounts_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

export const staffRoles = pgTable(
  'staff_roles',
  { lenderId: uuid('lender_id').notNull(), staffId: uuid('staff_id').notNull(), role: text('role').notNull() },
  t => [
    primaryKey({ name: 'staff_roles_pkey', columns: [t.lenderId, t.staffId, t.role] }),
    check('staff_roles_role_check', oneOf(t.role, roles)),
    foreignKey({ name: 'staff_roles_staff_fkey', columns: [t.lenderId, t.staffId], foreignColumns: [staffAccounts.lenderId, staffAccounts.id] }),
  ],
)
