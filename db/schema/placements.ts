import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'
import { guardDecisions } from './guard'
import { moment, owned, ownedKeys } from './columns'

/** A case given to an agency, to one at a time, on a decision of the guard of the kind `placement`. */
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
    recallReason: text('recall_reason'),
  },
  t => [
    ...ownedKeys('placements', t),
    uniqueIndex('placements_guard_decision_key').on(t.borrowerId, t.guardDecisionId),
    uniqueIndex('placements_one_live_key').on(t.borrowerId, t.caseId).where(sql`recalled_at is null`),
    index('placements_agency_idx').on(t.lenderId, t.agencyId, t.placedAt, t.id),
    foreignKey({ name: 'placements_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
    foreignKey({ name: 'placements_guard_decision_fkey', columns: [t.borrowerId, t.guardDecisionId], foreignColumns: [guardDecisions.borrowerId, guardDecisions.id] }),
  ],
)
