import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'
import { guardDecisions } from './guard'
import { day, lent, lentKey, moment, owned, ownedKeys } from './columns'
import { lenders } from './lenders'

/** Who may collect for the lender: listed from a day, evaluated at least once a year, by contract without subcontracting. */
export const agencies = pgTable(
  'agencies',
  {
    ...lent(),
    nameEn: text('name_en').notNull(),
    nameZhCn: text('name_zh_cn').notNull(),
    contractNo: text('contract_no').notNull(),
    listedSince: day('listed_since'),
    listedUntil: day('listed_until'),
    evaluatedOn: day('evaluated_on'),
    allowsSubcontracting: boolean('allows_subcontracting').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    lentKey('agencies', t),
    unique('agencies_contract_key').on(t.lenderId, t.contractNo),
    check('agencies_listed_check', sql`${t.listedUntil} is null or ${t.listedUntil} >= ${t.listedSince}`),
    foreignKey({ name: 'agencies_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

/** A case given to an agency, to one at a time, on a decision of the guard of the kind `placement`. Live until it is recalled or its case is closed. */
export const placements = pgTable(
  'placements',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    agencyId: uuid('agency_id').notNull(),
    guardDecisionId: uuid('guard_decision_id').notNull(),
    placedBy: uuid('placed_by').notNull(),
    placedAt: moment('placed_at').notNull(),
    recalledAt: moment('recalled_at'),
    recalledBy: uuid('recalled_by'),
    recallReason: text('recall_reason'),
  },
  t => [
    ...ownedKeys('placements', t),
    uniqueIndex('placements_guard_decision_key').on(t.borrowerId, t.guardDecisionId),
    uniqueIndex('placements_one_live_key').on(t.borrowerId, t.caseId).where(sql`recalled_at is null`),
    index('placements_agency_idx').on(t.lenderId, t.agencyId, t.placedAt, t.id),
    index('placements_live_idx').on(t.lenderId, t.agencyId, t.borrowerId).where(sql`recalled_at is null`),
    foreignKey({ name: 'placements_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
    foreignKey({ name: 'placements_agency_fkey', columns: [t.lenderId, t.agencyId], foreignColumns: [agencies.lenderId, agencies.id] }),
    foreignKey({ name: 'placements_guard_decision_fkey', columns: [t.borrowerId, t.guardDecisionId], foreignColumns: [guardDecisions.borrowerId, guardDecisions.id] }),
  ],
)
