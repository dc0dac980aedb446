import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'
import { amount, day, moment, oneOf, owned, ownedKeys } from './columns'

export const applicationStatuses = ['draft', 'submitted', 'more_requested', 'in_review', 'approved', 'declined', 'withdrawn'] as const

export const hardshipApplications = pgTable(
  'hardship_applications',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    number: text('number').notNull(),
    status: text('status').notNull().default('draft'),
    channel: text('channel').notNull(),
    whatChanged: text('what_changed'),
    story: text('story'),
    offerCents: amount('offer_cents'),
    offerFrequency: text('offer_frequency'),
    needs: jsonb('needs').$type<string[]>().notNull().default([]),
    consents: jsonb('consents').$type<Record<string, string>>().notNull().default({}),
    holdId: uuid('hold_id'),
    assignedTo: uuid('assigned_to'),
    startedAt: moment('started_at').notNull(),
    submittedAt: moment('submitted_at'),
    decideBy: day('decide_by'),
    decidedAt: moment('decided_at'),
    decidedBy: uuid('decided_by'),
    decisionReasons: jsonb('decision_reasons').$type<string[]>(),
    decisionNote: text('decision_note'),
    changedAt: moment('changed_at').notNull(),
  },
  t => [
    ...ownedKeys('hardship_applications', t),
    unique('hardship_applications_number_key').on(t.lenderId, t.number),
    uniqueIndex('hardship_applications_one_open_key')
      .on(t.borrowerId)
      .where(sql`status in ('draft', 'submitted', 'more_requested', 'in_review')`),
    index('hardship_applications_inbox_idx').on(t.lenderId, t.status, t.decideBy, t.id),
    check('hardship_applications_status_check', oneOf(t.status, applicationStatuses)),
    check('hardship_applications_channel_check', oneOf(t.channel, ['portal', 'desk'])),
    foreignKey({ name: 'hardship_applications_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)

export const budgetLines = pgTable(
  'budget_lines',
  {
    ...owned(),
    applicationId: uuid('application_id').notNull(),
    side: text('side').notNull(),
    category: text('category').notNull(),
    amountCents: amount('amount_cents').notNull(),
    frequency: text('frequency').notNull(),
    monthlyCents: amount('monthly_cents').notNull(),
    review: text('review').notNull().default('stated'),
    reviewNote: text('review_note'),
  },
  t => [
    ...ownedKeys('budget_lines', t),
    unique('budget_lines_category_key').on(t.borrowerId, t.applicationId, t.side, t.category),
    check('budget_lines_side_check', oneOf(t.side, ['income', 'spending'])),
    check('budget_lines_frequency_check', oneOf(t.frequency, ['weekly', 'fortnightly', 'monthly'])),
    check('budget_lines_review_check', oneOf(t.review, ['stated', 'accepted', 'queried', 'rejected'])),
    foreignKey({
      name: 'budget_lines_application_fkey',
      columns: [t.borrowerId, t.applicationId],
      foreignColumns: [hardshipApplications.borrowerId, hardshipApplications.id],
    }),
  ],
)

/** "Any one of these": one request names the documents that would do; "I do not have this" never blocks. */
export const evidenceRequests = pgTable(
  'evidence_requests',
  {
    ...owned(),
    applicationId: uuid('application_id').notNull(),
    topic: text('topic').notNull(),
    status: text('status').notNull().default('open'),
    note: text('note'),
    askedBy: uuid('asked_by'),
    askedAt: moment('asked_at').notNull(),
    dueOn: day('due_on'),
    answeredAt: moment('answered_at'),
    answerNote: text('answer_note'),
  },
  t => [
    ...ownedKeys('evidence_requests', t),
    index('evidence_requests_application_idx').on(t.borrowerId, t.applicationId),
    check('evidence_requests_status_check', oneOf(t.status, ['open', 'answered', 'not_available', 'cancelled'])),
    foreignKey({
      name: 'evidence_requests_application_fkey',
      columns: [t.borrowerId, t.applicationId],
      foreignColumns: [hardshipApplications.borrowerId, hardshipApplications.id],
    }),
  ],
)

export const threadMessages = pgTable(
  'thread_messages',
  {
    ...owned(),
    caseId: uuid('case_id'),
    applicationId: uuid('application_id'),
    authorKind: text('author_kind').notNull(),
    authorId: uuid('author_id'),
    topic: text('topic').notNull().default('reply'),
    body: text('body').notNull(),
    createdAt: moment('created_at').notNull(),
    readAt: moment('read_at'),
  },
  t => [
    ...ownedKeys('thread_messages', t),
    index('thread_messages_case_idx').on(t.borrowerId, t.caseId, t.createdAt),
    check('thread_messages_author_check', oneOf(t.authorKind, ['staff', 'borrower'])),
    check('thread_messages_topic_check', oneOf(t.topic, ['question', 'not_mine', 'amount_wrong', 'already_paid', 'other_dispute', 'complaint', 'reply'])),
    check('thread_messages_case_check', sql`${t.caseId} is not null or ${t.topic} in ('not_mine', 'amount_wrong', 'already_paid', 'other_dispute', 'reply')`),
    foreignKey({ name: 'thread_messages_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)
