import { offeredPlans } from './money'
import { traceInvariants } from './trace'

const copyOf = (table: string, own: string, from = `${table} d`) =>
  `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(d) || jsonb_build_object(${own}))).* from (select * from ${from} limit 1) d`
const firstOf = (table: string, set: string, where = 'true') => `update ${table} set ${set} where (borrower_id, id) = (select borrower_id, id from ${table} where ${where} limit 1)`

/** Done as the owner with triggers off, each breaks one invariant; what guards it in the schema is taken away first. */
export const sabotage: Record<string, readonly string[]> = {
  'allocations sum to their payment': [firstOf('payment_allocations', 'amount_cents = amount_cents + 1', 'revoked_at is null')],
  'entries of the ledger balance': [firstOf('ledger_postings', 'amount_cents = amount_cents + 1')],
  'no payment twice under one name': ['alter table payments drop constraint payments_external_key', "update payments set source = 's', external_id = 'e'"],
  'no line of a bank twice': ['drop index bank_lines_identity_key', "update bank_lines set identity = 'i'"],
  'a posted line sums to its payments': [firstOf('bank_line_parts', "undone_at = '2026-06-15'")],
  'instalments sum to the plan': [firstOf('plan_instalments', 'principal_cents = principal_cents + 1', `version = 1 and plan_id in (select id from ${offeredPlans})`)],
  'contact caps never exceeded': [`insert into guard_decisions select (jsonb_populate_record(null::guard_decisions, to_jsonb(d) || jsonb_build_object('id', uuidv7(), 'request_key', 'more' || n))).*
    from (select * from guard_decisions where kind = 'call' and decision = 'allowed' limit 1) d, generate_series(1, 6) n`],
  'a decision is used once': ['drop index guard_decisions_request_key', copyOf('guard_decisions', "'id', uuidv7()")],
  'one open case a borrower': ['drop index cases_one_open_per_borrower_key', copyOf('cases', "'id', uuidv7(), 'number', 'twin'", "cases d where status = 'open'")],
  'a case has at most one holder': [copyOf('audit_events', "'id', uuidv7(), 'actor_id', uuidv7(), 'occurred_at', d.occurred_at + interval '1 minute'", "audit_events d where type = 'case.claimed'")],
  'one effect for each job and business date': ['alter table job_runs drop constraint job_runs_date_key', copyOf('job_runs', "'id', uuidv7()")],
  'one audit row: case closed': [copyOf('audit_events', "'id', uuidv7(), 'type', 'case.closed'", "audit_events d where type = 'case.opened'")],
  ...Object.fromEntries(traceInvariants.flatMap(({ name, traces }) => (traces ? [[name, [`delete from audit_events where id = (select id from audit_events where type = '${traces}' limit 1)`]]] : []))),
}
