import { check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'
import { guardDecisions } from './guard'
import { moment, oneOf, owned, ownedKeys } from './columns'

/** A meeting at a place. Planned only on a decision of the guard of the kind `visit`; what happens at it comes with the visits' own work. */
export const visits = pgTable(
  'visits',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    contactPointId: uuid('contact_point_id').notNull(),
    place: text('place').notNull(),
    plannedFor: moment('planned_for').notNull(),
    guardDecisionId: uuid('guard_decision_id').notNull(),
    plannedBy: uuid('planned_by').notNull(),
    plannedAt: moment('planned_at').notNull(),
  },
  t => [
    ...ownedKeys('visits', t),
    uniqueIndex('visits_guard_decision_key').on(t.borrowerId, t.guardDecisionId),
    index('visits_case_idx').on(t.borrowerId, t.caseId, t.plannedFor),
    check('visits_place_check', oneOf(t.place, ['home', 'workplace', 'other'])),
    foreignKey({ name: 'visits_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
    foreignKey({ name: 'visits_guard_decision_fkey', columns: [t.borrowerId, t.guardDecisionId], foreignColumns: [guardDecisions.borrowerId, guardDecisions.id] }),
  ],
)
