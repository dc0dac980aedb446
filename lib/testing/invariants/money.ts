import { repeated, uneven, type Invariant } from './invariant'

const partsOf = 'coalesce((select sum(x.amount_cents) from payment_parts x where x.borrower_id = p.borrower_id and x.payment_id = p.id), 0)'
const inForce = `coalesce((select sum(a.amount_cents) from payment_allocations a
  where a.borrower_id = p.borrower_id and a.payment_id = p.id and a.revoked_at is null), 0)`
const planned = `(select coalesce(sum(i.principal_cents + i.interest_cents + i.penalty_cents + i.fee_cents), 0)
  from plan_instalments i where i.borrower_id = p.borrower_id and i.plan_id = p.id and i.version = 1)`
/** Plans whose dates were put before the borrower; a changed version adds what the change costs, the first one is what was signed. */
export const offeredPlans = "plans where status in ('offer', 'countered', 'accepted', 'active', 'grace', 'completed', 'broken')"
const offered = `(select * from ${offeredPlans}) p`

export const moneyInvariants: readonly Invariant[] = [
  {
    name: 'allocations sum to their payment',
    seen: 'select count(*) from payments',
    broken: [
      uneven('payments p', "'parts of payment ' || p.id", partsOf, 'p.amount_cents'),
      uneven('payments p', "'allocations of payment ' || p.id", inForce, "case p.status when 'posted' then p.amount_cents else 0 end"),
    ].join(' union all '),
  },
  {
    name: 'entries of the ledger balance',
    seen: 'select count(*) from ledger_entries',
    broken: `select 'entry ' || e.id || ' sums to ' || coalesce(sum(p.amount_cents)::text, 'nothing') as what from ledger_entries e
      left join ledger_postings p on p.borrower_id = e.borrower_id and p.entry_id = e.id group by e.borrower_id, e.id having coalesce(sum(p.amount_cents), 1) <> 0`,
  },
  {
    name: 'no payment twice under one name',
    seen: 'select count(*) from payments',
    broken: [
      repeated('payments', 'lender_id, source, external_id', "'payment ' || source || ' ' || external_id"),
      repeated('payments', 'lender_id, idempotency_key', "'key ' || idempotency_key"),
    ].join(' union all '),
  },
  {
    name: 'no line of a bank twice',
    seen: "select count(*) from bank_lines where state in ('waiting', 'posted', 'not_ours')",
    broken: repeated("bank_lines where state in ('waiting', 'posted', 'not_ours')", 'lender_id, identity', "'line ' || identity"),
  },
  {
    name: 'a posted line sums to its payments',
    seen: "select count(*) from bank_lines where state = 'posted'",
    broken: uneven(
      "(select * from bank_lines where state in ('posted', 'waiting')) l",
      "'line ' || l.id",
      `coalesce((select sum(y.amount_cents) from bank_line_parts x join payments y on y.borrower_id = x.borrower_id and y.id = x.payment_id
        where x.lender_id = l.lender_id and x.line_id = l.id and x.undone_at is null and y.status = 'posted'), 0)`,
      "case l.state when 'posted' then l.amount_cents else 0 end",
    ),
  },
  {
    name: 'instalments sum to the plan',
    seen: `select count(*) from ${offered}`,
    broken: uneven(offered, "'plan ' || p.id", planned, 'p.total_cents'),
  },
]
