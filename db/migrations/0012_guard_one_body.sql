ALTER TABLE "contact_points" ADD COLUMN "messages_stopped_at" timestamp (3) with time zone;
--> statement-breakpoint
-- One body for one decision and for many: guard_decide is guard_decide_many of one, and the check of what the caller found free of objections
-- is one statement for all the rows of a chunk. Both find rows by their keys, whatever a session's kept plans once knew of the tables' sizes.
-- Without a severity a reason is the database's own and blocks, as does one whose severity is not known; advice says nothing.
create or replace function guard_outcome_of(p_reasons jsonb, p_given_reason text) returns text language sql immutable as $$
  select case
    when jsonb_path_exists(p_reasons, '$[*] ? (!(@.severity == "warn" || @.severity == "advice") || (@.severity == "warn" || @.severity == "advice") is unknown)') then 'blocked'
    when p_given_reason is null and jsonb_path_exists(p_reasons, '$[*] ? (@.severity == "warn")') then 'needs_reason'
    else 'allowed' end
$$;
--> statement-breakpoint
create function guard_recheck_many(p_lender uuid, p_now timestamptz, p_places bigint[], p_borrowers uuid[], p_kinds text[], p_purposes text[], p_points uuid[])
returns table (place bigint, reasons jsonb)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
declare
  rules jsonb; uncounted text[]; conversation text[]; quiet_from int; quiet_to int; most_conversations int; most_on_number int; most_on_person int;
  most_in_week int; cool_down int;
begin
  select policy -> 'contactRules' into rules from lenders where id = p_lender;
  if rules is null then
    return query select p.place, jsonb_build_array(guard_reason('no_rules')) from unnest(p_places) p (place);
    return;
  end if;
  uncounted := guard_words(rules, 'uncountedOutcomes'); conversation := guard_words(rules, 'conversationOutcomes');
  quiet_from := (rules ->> 'quietFromSecond')::int; quiet_to := (rules ->> 'quietToSecond')::int;
  most_conversations := (rules ->> 'conversationsPerDay')::int; most_on_number := (rules ->> 'attemptsPerNumberPerDay')::int;
  most_on_person := (rules ->> 'attemptsPerPersonPerDay')::int; most_in_week := (rules ->> 'callsPerSevenDays')::int;
  cool_down := (rules ->> 'coolDownDays')::int;
  return query
  with asked as materialized (
    select a.place, a.borrower, a.kind, a.purpose, a.point, p.validity, p.consent, p.relation, p.messages_stopped_at, coalesce(p.time_zone, b.time_zone, l.time_zone) as zone,
      a.kind not in ('app_message', 'social_message', 'placement', 'legal_step') and p.kind is distinct from
        case a.kind when 'email' then 'email' when 'letter' then 'address' when 'visit' then 'address' else 'phone' end as is_unknown,
      a.purpose = 'collection' and a.kind <> 'third_party_call' as is_collection
    from unnest(p_places, p_borrowers, p_kinds, p_purposes, p_points) a (place, borrower, kind, purpose, point)
    join lenders l on l.id = p_lender
    -- One at a time by their keys: a join may read the whole book for the sake of a chunk.
    left join lateral (select x.time_zone from borrowers x where x.lender_id = p_lender and x.id = a.borrower limit 1) b on true
    left join lateral (select x.kind, x.validity, x.consent, x.relation, x.time_zone, x.messages_stopped_at from contact_points x
      where x.borrower_id = a.borrower and x.id = a.point and x.lender_id = p_lender
        and a.kind not in ('app_message', 'social_message', 'placement', 'legal_step') limit 1) p on true
  ), timed as materialized (
    select s.*, extract(epoch from (p_now at time zone s.zone)::time)::int as second_of_day, date_trunc('day', p_now at time zone s.zone) at time zone s.zone as day_start,
      s.is_collection and s.kind = 'call' as is_call
    from asked s
  ), found as materialized (
    select t.place, case when t.is_unknown then array['unknown_number'] else array_remove(array[
      case when t.validity in ('invalid', 'wrong_person') then 'number_invalid' end,
      case when t.consent = 'refused' and t.purpose not in ('security_code', 'reply') then 'number_refused' end,
      case when t.messages_stopped_at <= p_now and t.kind in ('sms', 'email') and t.purpose in ('collection', 'plan_reminder', 'service') then 'opted_out' end,
      case when (t.relation <> 'self') <> (t.kind = 'third_party_call') then 'third_person' end,
      case when t.kind not in ('letter', 'placement', 'legal_step') and t.purpose not in ('security_code', 'reply')
        and (t.second_of_day >= quiet_from or t.second_of_day < quiet_to) then 'quiet_hours' end,
      case when t.is_collection and exists (select from plans p where p.borrower_id = t.borrower and p.status in ('active', 'grace')) then 'plan_in_force' end,
      case when t.is_collection and exists (select from holds h where h.borrower_id = t.borrower and h.ended_at is null and h.starts_at <= p_now and h.ends_at > p_now) then 'hold' end,
      case when t.is_call and c.conversations >= most_conversations then 'conversations_per_day' end,
      case when t.is_call and c.on_number >= most_on_number then 'attempts_per_number_per_day' end,
      case when t.is_call and c.on_person >= most_on_person then 'attempts_per_person_per_day' end,
      case when t.is_call and c.in_week >= most_in_week then 'calls_per_seven_days' end,
      case when t.is_call and cool_down > 0 and exists (select from contacts k where k.borrower_id = t.borrower and k.kind = 'call' and k.outcome = any (conversation)
        and k.occurred_at >= t.day_start - make_interval(days => cool_down - 1) and k.occurred_at <= p_now) then 'cool_down' end
    ], null) end as words
    from timed t
    -- Calls not yet logged count as used; an outcome in `uncounted` gives its allowance back.
    left join lateral (
      select count(*) filter (where d.decided_at >= t.day_start and (k.outcome is null or (k.outcome = any (conversation) and not k.outcome = any (uncounted)))) as conversations,
        count(*) filter (where d.decided_at >= t.day_start and d.contact_point_id = t.point) as on_number,
        count(*) filter (where d.decided_at >= t.day_start) as on_person,
        count(*) filter (where k.outcome is null or not k.outcome = any (uncounted)) as in_week
      from guard_decisions d left join contacts k on k.borrower_id = d.borrower_id and k.guard_decision_id = d.id
      where t.is_call and d.borrower_id = t.borrower and d.decision = 'allowed' and d.kind = 'call' and d.purpose = 'collection'
        and d.decided_at >= t.day_start - interval '6 days' and d.decided_at <= p_now
    ) c on true
  )
  select f.place, case when cardinality(f.words) = 0 then '[]' else (select jsonb_agg(guard_reason(w.rule)) from unnest(f.words) w (rule)) end
  from found f;
end $$;
--> statement-breakpoint
-- One decision for each row of `p_rows`, each about another person: borrower, id, case, kind, purpose, point, request_key, reasons, next,
-- given_reason; its facts stand at the same place of `p_facts`, so that the checks need not read them. What the caller found is not believed
-- where it is favourable: hours, caps, holds, plan are checked again.
create or replace function guard_decide_many(p_now timestamptz, p_packs text[], p_rows jsonb, p_facts jsonb)
returns table (borrower_id uuid, decision_id uuid, decision text, reasons jsonb, next_permitted_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
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
  return query
  with asked as materialized (
    select r.*, d.id as earlier from rows from (jsonb_to_recordset(p_rows) as (borrower uuid, id uuid, "case" uuid, kind text, purpose text, point uuid,
      request_key text, reasons jsonb, next timestamptz, given_reason text)) with ordinality
      r (borrower, id, "case", kind, purpose, point, request_key, reasons, next, given_reason, place)
    left join guard_decisions d on d.borrower_id = r.borrower and d.request_key = r.request_key
  ), favourable as materialized (
    select array_agg(a.place) as places, array_agg(a.borrower) as borrowers, array_agg(a.kind) as kinds, array_agg(a.purpose) as purposes, array_agg(a.point) as points
    from asked a where a.earlier is null and guard_outcome_of(coalesce(a.reasons, '[]'), a.given_reason) = 'allowed'
  ), rechecked as materialized (
    select c.place, c.reasons from favourable f, guard_recheck_many(v_lender, v_now, f.places, f.borrowers, f.kinds, f.purposes, f.points) c
  ), said as materialized (
    select a.*, coalesce(a.reasons, '[]') || coalesce(c.reasons, '[]') as found,
      guard_outcome_of(coalesce(a.reasons, '[]') || coalesce(c.reasons, '[]'), a.given_reason) as answer
    from asked a left join rechecked c on c.place = a.place where a.earlier is null
  ), stored as (
    insert into guard_decisions as d (borrower_id, id, lender_id, case_id, kind, purpose, contact_point_id, decision, reasons, facts, packs,
      given_reason, next_permitted_at, decided_at, actor_kind, actor_id, request_key)
    select s.borrower, s.id, v_lender, s."case", s.kind, s.purpose, s.point, s.answer, s.found, p_facts -> (s.place - 1)::int, p_packs,
      case when s.answer = 'allowed' then s.given_reason end, s.next, v_now,
      coalesce(guard_setting('app.actor_kind'), 'unknown'), guard_setting('app.actor_id')::uuid, s.request_key
    from said s
    returning d.borrower_id, d.id, d.decision, d.reasons, d.next_permitted_at
  )
  select s.borrower_id, s.id, s.decision, s.reasons, s.next_permitted_at from stored s
  union all
  select d.borrower_id, d.id, d.decision, d.reasons, d.next_permitted_at from asked a join guard_decisions d on d.borrower_id = a.borrower and d.id = a.earlier;
  update guard_allowances a set last_taken_at = v_now where a.borrower_id = any (v_borrowers) and a.lender_id = v_lender;
end $$;
--> statement-breakpoint
create or replace function guard_decide(
  p_borrower uuid, p_id uuid, p_case uuid, p_kind text, p_purpose text, p_point uuid, p_now timestamptz,
  p_request_key text, p_reasons jsonb, p_facts jsonb, p_next timestamptz, p_packs text[], p_given_reason text)
returns table (decision_id uuid, decision text, reasons jsonb, next_permitted_at timestamptz)
language sql security definer set search_path = public, pg_temp as $$
  select d.decision_id, d.decision, d.reasons, d.next_permitted_at from guard_decide_many(p_now, p_packs, jsonb_build_array(jsonb_build_object(
    'borrower', p_borrower, 'id', p_id, 'case', p_case, 'kind', p_kind, 'purpose', p_purpose, 'point', p_point, 'request_key', p_request_key,
    'reasons', p_reasons, 'next', p_next, 'given_reason', p_given_reason)), jsonb_build_array(p_facts)) d
$$;
--> statement-breakpoint
create or replace function guard_lock(p_borrower uuid) returns void
language sql security definer set search_path = public, pg_temp as $$ select guard_lock_many(array[p_borrower]) $$;
--> statement-breakpoint
drop function guard_recheck(uuid, uuid, text, text, uuid, timestamptz);
--> statement-breakpoint
drop function guard_calls(uuid, uuid, timestamptz, timestamptz, text[], text[]);
--> statement-breakpoint
revoke all on function guard_recheck_many(uuid, timestamptz, bigint[], uuid[], text[], text[], uuid[]) from public;

--> statement-breakpoint
-- 12 CFR 1006.6(e): who holds a message may end such messages to the address it came to, with nothing asked but its code.
create function auth.find_opt_out(p_code text)
returns table (lender_id uuid, borrower_id uuid, contact_point_id uuid, message_id uuid, kind text, to_masked text, lender_en text, lender_zh_cn text, is_stopped boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.lender_id, m.borrower_id, p.id, m.id, m.kind, m.to_masked, l.name_en, l.name_zh_cn, p.messages_stopped_at is not null
  from messages m join lenders l on l.id = m.lender_id join contact_points p on p.borrower_id = m.borrower_id and p.id = m.contact_point_id
  where m.trust_code = upper(p_code) and m.status = 'handed' and m.kind in ('sms', 'email') and length(p_code) between 6 and 20
  order by m.handed_at desc limit 1
$$;
--> statement-breakpoint
revoke all on function auth.find_opt_out(text) from public;
--> statement-breakpoint
grant execute on function auth.find_opt_out(text) to leeway_app;
