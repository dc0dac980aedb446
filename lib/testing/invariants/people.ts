import { repeated, type Invariant } from './invariant'

const call = "d.decision = 'allowed' and d.kind = 'call' and d.purpose = 'collection'"
const zoned = `select d.*, l.policy -> 'contactRules' as rules, k.outcome,
    date_trunc('day', d.decided_at at time zone coalesce(p.time_zone, b.time_zone, l.time_zone)) as day
  from guard_decisions d join lenders l on l.id = d.lender_id join borrowers b on b.id = d.borrower_id
  left join contact_points p on p.borrower_id = d.borrower_id and p.id = d.contact_point_id
  left join contacts k on k.borrower_id = d.borrower_id and k.guard_decision_id = d.id where ${call}`

const cap = (what: string, by: string, limit: string, where = 'true') =>
  `select '${what} of ' || borrower_id || ': ' || count(*) || ' of ' || min((rules ->> '${limit}')::int) as what from calls where ${where}
   group by ${by} having count(*) > min((rules ->> '${limit}')::int)`

/** A call not yet logged counts as everything; a cap is counted again here from the rows alone. */
const conversation = "(outcome is null or (rules -> 'conversationOutcomes' ? outcome and not rules -> 'uncountedOutcomes' ? outcome))"
const weekly = `select 'calls in seven days of ' || c.borrower_id || ': ' || count(*) as what from calls c
    join calls o on o.borrower_id = c.borrower_id and o.day between c.day - interval '6 days' and c.day and (o.outcome is null or not o.rules -> 'uncountedOutcomes' ? o.outcome)
  group by c.borrower_id, c.id having count(*) > min((c.rules ->> 'callsPerSevenDays')::int)`

const released = "('case.done', 'case.snoozed', 'case.closed', 'case.assigned')"

export const peopleInvariants: readonly Invariant[] = [
  {
    name: 'contact caps never exceeded',
    seen: `select count(*) from guard_decisions d where ${call}`,
    broken: `with calls as (${zoned}) ${[
      cap('calls a day', 'borrower_id, day', 'attemptsPerPersonPerDay'),
      cap('calls to a number a day', 'borrower_id, contact_point_id, day', 'attemptsPerNumberPerDay'),
      cap('conversations a day', 'borrower_id, day', 'conversationsPerDay', conversation),
      `select * from (${weekly}) w`,
    ].join(' union all ')}`,
  },
  {
    name: 'a decision is used once',
    seen: 'select count(*) from guard_decisions',
    broken: [repeated('guard_decisions', 'borrower_id, request_key', "'request ' || request_key"), repeated('contacts where guard_decision_id is not null', 'borrower_id, guard_decision_id', "'decision ' || guard_decision_id")].join(
      ' union all ',
    ),
  },
  {
    name: 'one open case a borrower',
    seen: "select count(*) from cases where status = 'open'",
    broken: repeated("cases where status = 'open'", 'borrower_id', "'open cases of ' || borrower_id"),
  },
  {
    name: 'a case has at most one holder',
    seen: "select count(*) from audit_events where type = 'case.claimed'",
    broken: `with claims as (
        select case_id, actor_id, occurred_at, data ->> 'by' as way, lag(actor_id) over w as before, lag(occurred_at) over w as since
        from audit_events where type = 'case.claimed' window w as (partition by case_id order by occurred_at, id))
      select 'case ' || c.case_id || ' claimed by ' || c.actor_id || ' under ' || c.before as what from claims c
      where c.before <> c.actor_id and c.way <> 'take_over' and c.occurred_at < c.since + interval '15 minutes'
        and not exists (select from audit_events r where r.case_id = c.case_id and r.type in ${released} and r.occurred_at between c.since and c.occurred_at)`,
  },
  {
    name: 'one effect for each job and business date',
    seen: 'select count(*) from job_runs',
    broken: [
      repeated('job_runs', 'lender_id, job, business_date', "job || ' on ' || business_date"),
      repeated('messages', 'borrower_id, unique_key', "'message ' || unique_key"),
      repeated('ledger_checks', 'lender_id, business_date', "'ledger check on ' || business_date"),
    ].join(' union all '),
  },
]
