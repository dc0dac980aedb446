import { index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { day, lent, lentKey, moment } from './columns'

/** Append-only. `data` holds ids, codes and amounts, never names, numbers or free text about a person. */
export const auditEvents = pgTable(
  'audit_events',
  {
    ...lent(),
    borrowerId: uuid('borrower_id'),
    caseId: uuid('case_id'),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    requestId: text('request_id').notNull(),
    occurredAt: moment('occurred_at').notNull(),
  },
  t => [
    lentKey('audit_events', t),
    index('audit_events_case_idx').on(t.borrowerId, t.caseId, t.occurredAt),
    index('audit_events_time_idx').on(t.lenderId, t.occurredAt, t.id),
  ],
)

/** One effect per (job, business date): a sweep that ran says so here, in the transaction of its work. */
export const jobRuns = pgTable(
  'job_runs',
  {
    ...lent(),
    job: text('job').notNull(),
    businessDate: day('business_date').notNull(),
    changed: jsonb('changed').$type<Record<string, number>>().notNull(),
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
  },
  t => [lentKey('job_runs', t), unique('job_runs_date_key').on(t.lenderId, t.job, t.businessDate)],
)
