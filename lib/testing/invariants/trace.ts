import type { Invariant } from './invariant'

type Change = { what: string; things: string; id: string; type: string; key: string }

/** Every thing has exactly its one trace, and no trace is of a thing that is not there. */
function traced({ what, things, id, type, key }: Change): Invariant {
  const events = `select ${key} as id, count(*) as traces from audit_events e where e.type = '${type}' group by 1`
  const wanted = `select ${id} as id from ${things}`
  return {
    name: `one audit row: ${what}`,
    traces: type,
    seen: `select count(*) from ${things}`,
    broken: `select '${type} of ' || coalesce(t.id, e.id, 'nothing') || ': ' || coalesce(e.traces, 0) || ' traces of ' || case when t.id is null then 'nothing' else 'one' end as what
      from (${wanted}) t full join (${events}) e on e.id = t.id where coalesce(e.traces, 0) <> case when t.id is null then 0 else 1 end`,
  }
}

const machines = "actor_kind in ('api', 'agency')"

export const traceInvariants: readonly Invariant[] = [
  traced({ what: 'payment recorded', things: "payments where is_synthetic = 'no'", id: 'id::text', type: 'payment.recorded', key: "e.data ->> 'paymentId'" }),
  traced({ what: 'payment reversed', things: "payments where status = 'reversed'", id: 'id::text', type: 'payment.reversed', key: "e.data ->> 'paymentId'" }),
  traced({ what: 'event of a provider', things: "webhook_events where answer ->> 'result' <> 'refused'", id: 'id::text', type: 'webhook.taken', key: "e.data ->> 'eventId'" }),
  traced({ what: 'statement uploaded', things: 'bank_statements', id: 'id::text', type: 'statement.uploaded', key: "e.data ->> 'statementId'" }),
  traced({ what: 'statement applied', things: "bank_statements where status = 'applied'", id: 'id::text', type: 'statement.applied', key: "e.data ->> 'statementId'" }),
  traced({ what: 'line posted', things: "bank_lines where state = 'posted'", id: "id || ':' || attempt", type: 'bank_line.posted', key: "(e.data ->> 'lineId') || ':' || (e.data ->> 'attempt')" }),
  traced({ what: 'decision for a machine', things: `guard_decisions where ${machines}`, id: 'id::text', type: 'guard.decided', key: "e.data ->> 'decisionId'" }),
  traced({ what: 'contact by a machine', things: `contacts where direction = 'out' and ${machines}`, id: 'id::text', type: 'contact.reported', key: "e.data ->> 'contactId'" }),
  traced({ what: 'promise taken', things: 'promises', id: 'id::text', type: 'promise.taken', key: "e.data ->> 'promiseId'" }),
  traced({ what: 'plan signed', things: 'plans where active_from is not null', id: 'id::text', type: 'plan.signed', key: "e.data ->> 'planId'" }),
  traced({ what: 'case opened', things: 'cases', id: 'id::text', type: 'case.opened', key: 'e.case_id::text' }),
  {
    name: 'one audit row: case closed',
    seen: 'select count(*) from cases',
    broken: `select 'case ' || c.id || ' is ' || c.status || ' after ' || closed || ' closings and ' || reopened || ' reopenings' as what from cases c
      cross join lateral (select count(*) filter (where e.type = 'case.closed') as closed, count(*) filter (where e.type = 'case.reopened') as reopened
        from audit_events e where e.borrower_id = c.borrower_id and e.case_id = c.id) e
      where closed - reopened <> case c.status when 'closed' then 1 else 0 end`,
  },
]
