import { check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'
import { guardDecisions } from './guard'
import { moment, oneOf, owned, ownedKeys } from './columns'

const legalStepKinds = ['lawyer_letter', 'payment_order', 'arbitration', 'suit', 'enforcement'] as const

/** One step at law, on a decision of the guard of the kind `legal_step`; stages, courts and deadlines come with the matters' own work. */
export const legalSteps = pgTable(
  'legal_steps',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    kind: text('kind').notNull(),
    guardDecisionId: uuid('guard_decision_id').notNull(),
    takenBy: uuid('taken_by').notNull(),
    takenAt: moment('taken_at').notNull(),
  },
  t => [
    ...ownedKeys('legal_steps', t),
    uniqueIndex('legal_steps_guard_decision_key').on(t.borrowerId, t.guardDecisionId),
    index('legal_steps_case_idx').on(t.borrowerId, t.caseId, t.takenAt),
    check('legal_steps_kind_check', oneOf(t.kind, legalStepKinds)),
    foreignKey({ name: 'legal_steps_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
    foreignKey({ name: 'legal_steps_guard_decision_fkey', columns: [t.borrowerId, t.guardDecisionId], foreignColumns: [guardDecisions.borrowerId, guardDecisions.id] }),
  ],
)
