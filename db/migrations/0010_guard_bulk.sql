-- The guard's hand for many people at once: what guard_lock and guard_decide do for one, in statements for a whole chunk.
-- Always in the order of ids, so that two runs wait for each other and never lock crosswise.
create function guard_lock_many(p_borrowers uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v_lender uuid := guard_setting('app.lender_id')::uuid;
begin
  if exists (select from unnest(p_borrowers) p (id) where not exists (select from borrowers b where b.lender_id = v_lender and b.id = p.id)) then
    raise exception 'no such borrower' using errcode = 'foreign_key_violation', constraint = 'guard_lock_borrower_fkey';
  end if;
  insert into guard_allowances (lender_id, borrower_id, last_taken_at)
    select v_lender, p.id, 'epoch' from (select distinct unnest(p_borrowers) as id order by 1) p on conflict do nothing;
  perform 1 from guard_allowances where borrower_id = any (p_borrowers) and lender_id = v_lender order by borrower_id for update;
end $$;
--> statement-breakpoint
-- One decision for each row of `p_rows`, each about another person: borrower, id, case, kind, purpose, point, request_key, reasons, next,
-- given_reason; its facts stand at the same place of `p_facts`, so that the checks need not read them. What guard_decide does not believe of one it does not believe of many.
create function guard_decide_many(p_now timestamptz, p_packs text[], p_rows jsonb, p_facts jsonb)
returns table (borrower_id uuid, decision_id uuid, decision text, reasons jsonb, next_permitted_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  v_lender uuid := guard_setting('app.lender_id')::uuid; v_now timestamptz := guard_now(p_now); v_borrowers uuid[];
begin
  v_borrowers := array(select (r ->> 'borrower')::uuid from jsonb_array_elements(p_rows) r);
  if cardinality(v_borrowers) <> (select count(distinct b) from unnest(v_borrowers) b) then
    raise exception 'one decision for each person at a time' using errcode = 'check_violation', constraint = 'guard_decide_many_once_check';
  end if;
  perform guard_lock_many(v_borrowers);
  if exists (select from lenders l, unnest(l.packs || array['house']) wanted where l.id = v_lender
      and not exists (select from unnest(p_packs) used where split_part(used, '@', 1) = split_part(wanted, '@', 1))) then
    raise exception 'a decision is taken by all of the lender''s packs' using errcode = 'check_violation', constraint = 'guard_decisions_packs_check';
  end if;
  if exists (select from jsonb_to_recordset(p_rows) r (borrower uuid, kind text, purpose text, point uuid, request_key text)
      join guard_decisions d on d.borrower_id = r.borrower and d.request_key = r.request_key
      where d.kind <> r.kind or d.purpose <> r.purpose or d.contact_point_id is distinct from r.point) then
    raise exception 'request key used for another decision' using errcode = 'unique_violation', constraint = 'guard_decisions_request_key';
  end if;
  with fresh as materialized (
    select r.* from rows from (jsonb_to_recordset(p_rows) as (borrower uuid, id uuid, "case" uuid, kind text, purpose text, point uuid,
      request_key text, reasons jsonb, next timestamptz, given_reason text)) with ordinality
      r (borrower, id, "case", kind, purpose, point, request_key, reasons, next, given_reason, place)
    where not exists (select from guard_decisions d where d.borrower_id = r.borrower and d.request_key = r.request_key)
  ), checked as materialized (
    select f.*, coalesce(f.reasons, '[]') || case when guard_outcome_of(coalesce(f.reasons, '[]'), f.given_reason) = 'allowed'
      then guard_recheck(v_lender, f.borrower, f.kind, f.purpose, f.point, v_now) else '[]' end as found
    from fresh f
  ), said as materialized (
    select c.*, guard_outcome_of(c.found, c.given_reason) as answer from checked c
  )
  insert into guard_decisions (borrower_id, id, lender_id, case_id, kind, purpose, contact_point_id, decision, reasons, facts, packs,
    given_reason, next_permitted_at, decided_at, actor_kind, actor_id, request_key)
  select s.borrower, s.id, v_lender, s."case", s.kind, s.purpose, s.point, s.answer, s.found, p_facts -> (s.place - 1)::int, p_packs,
    case when s.answer = 'allowed' then s.given_reason end, s.next, v_now,
    coalesce(guard_setting('app.actor_kind'), 'unknown'), guard_setting('app.actor_id')::uuid, s.request_key
  from said s;
  update guard_allowances a set last_taken_at = v_now where a.borrower_id = any (v_borrowers) and a.lender_id = v_lender;
  return query select d.borrower_id, d.id, d.decision, d.reasons, d.next_permitted_at
    from jsonb_to_recordset(p_rows) r (borrower uuid, request_key text)
    join guard_decisions d on d.borrower_id = r.borrower and d.request_key = r.request_key;
end $$;
--> statement-breakpoint
revoke all on function guard_lock_many(uuid[]), guard_decide_many(timestamptz, text[], jsonb, jsonb) from public;
--> statement-breakpoint
grant execute on function guard_lock_many(uuid[]), guard_decide_many(timestamptz, text[], jsonb, jsonb) to leeway_app, leeway_worker;
