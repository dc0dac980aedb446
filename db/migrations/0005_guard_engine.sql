-- The database's hand, for the rules as packs: warnings that a reason passes, third persons, visits, placements and legal steps.
drop function guard_decide(uuid, uuid, uuid, text, text, uuid, timestamptz, text, jsonb, jsonb, timestamptz);
--> statement-breakpoint
-- A reason without a severity is the database's own and blocks; advice says nothing.
create function guard_outcome_of(p_reasons jsonb, p_given_reason text) returns text language sql immutable as $$
  select case
    when exists (select from jsonb_array_elements(p_reasons) r where coalesce(r ->> 'severity', 'block') not in ('warn', 'advice')) then 'blocked'
    when p_given_reason is null and exists (select from jsonb_array_elements(p_reasons) r where r ->> 'severity' = 'warn') then 'needs_reason'
    else 'allowed' end
$$;
--> statement-breakpoint
create or replace function guard_recheck(p_lender uuid, p_borrower uuid, p_kind text, p_purpose text, p_point uuid, p_now timestamptz) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  rules jsonb; point contact_points; zone text; found_reasons jsonb := '[]'; second_of_day int; day_start timestamptz; quiet_from int; quiet_to int;
  uncounted text[]; conversation text[];
begin
  select policy -> 'contactRules' into rules from lenders where id = p_lender;
  if rules is null then return jsonb_build_array(guard_reason('no_rules')); end if;
  select coalesce(b.time_zone, l.time_zone) into zone from borrowers b join lenders l on l.id = b.lender_id where b.lender_id = p_lender and b.id = p_borrower;
  if p_kind not in ('app_message', 'social_message', 'placement', 'legal_step') then
    select * into point from contact_points where borrower_id = p_borrower and id = p_point and lender_id = p_lender;
    if not found or point.kind <> (case p_kind when 'email' then 'email' when 'letter' then 'address' when 'visit' then 'address' else 'phone' end) then
      return jsonb_build_array(guard_reason('unknown_number'));
    end if;
    zone := coalesce(point.time_zone, zone);
    if point.validity in ('invalid', 'wrong_person') then found_reasons := found_reasons || guard_reason('number_invalid'); end if;
    if point.consent = 'refused' then found_reasons := found_reasons || guard_reason('number_refused'); end if;
    if (point.relation <> 'self') <> (p_kind = 'third_party_call') then found_reasons := found_reasons || guard_reason('third_person'); end if;
  end if;
  second_of_day := extract(epoch from (p_now at time zone zone)::time)::int;
  day_start := date_trunc('day', p_now at time zone zone) at time zone zone;
  quiet_from := (rules ->> 'quietFromSecond')::int; quiet_to := (rules ->> 'quietToSecond')::int;
  if p_kind not in ('letter', 'placement', 'legal_step') and p_purpose not in ('security_code', 'reply') and (second_of_day >= quiet_from or second_of_day < quiet_to) then
    found_reasons := found_reasons || guard_reason('quiet_hours');
  end if;
  if p_purpose <> 'collection' or p_kind = 'third_party_call' then return found_reasons; end if;
  if exists (select from plans where borrower_id = p_borrower and status in ('active', 'grace')) then
    found_reasons := found_reasons || guard_reason('plan_in_force');
  end if;
  if exists (select from holds where borrower_id = p_borrower and ended_at is null and starts_at <= p_now and ends_at > p_now) then
    found_reasons := found_reasons || guard_reason('hold');
  end if;
  if p_kind = 'call' then
    uncounted := guard_words(rules, 'uncountedOutcomes'); conversation := guard_words(rules, 'conversationOutcomes');
    if guard_calls(p_borrower, null, day_start, p_now, uncounted, conversation) >= (rules ->> 'conversationsPerDay')::int then
      found_reasons := found_reasons || guard_reason('conversations_per_day');
    end if;
    if guard_calls(p_borrower, p_point, day_start, p_now, '{}', null) >= (rules ->> 'attemptsPerNumberPerDay')::int then
      found_reasons := found_reasons || guard_reason('attempts_per_number_per_day');
    end if;
    if guard_calls(p_borrower, null, day_start, p_now, '{}', null) >= (rules ->> 'attemptsPerPersonPerDay')::int then
      found_reasons := found_reasons || guard_reason('attempts_per_person_per_day');
    end if;
    if rules ->> 'callsPerSevenDays' is not null
      and guard_calls(p_borrower, null, day_start - interval '6 days', p_now, uncounted, null) >= (rules ->> 'callsPerSevenDays')::int then
      found_reasons := found_reasons || guard_reason('calls_per_seven_days');
    end if;
    if (rules ->> 'coolDownDays')::int > 0 and exists (
      select from contacts c where c.borrower_id = p_borrower and c.kind = 'call' and c.outcome = any (conversation)
        and c.occurred_at >= day_start - make_interval(days => (rules ->> 'coolDownDays')::int - 1) and c.occurred_at <= p_now) then
      found_reasons := found_reasons || guard_reason('cool_down');
    end if;
  end if;
  return found_reasons;
end $$;
--> statement-breakpoint
-- The one place a decision is written. What the caller found is not believed where it is favourable: hours, caps, holds, plan are checked again.
create function guard_decide(
  p_borrower uuid, p_id uuid, p_case uuid, p_kind text, p_purpose text, p_point uuid, p_now timestamptz,
  p_request_key text, p_reasons jsonb, p_facts jsonb, p_next timestamptz, p_packs text[], p_given_reason text)
returns table (decision_id uuid, decision text, reasons jsonb, next_permitted_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_lender uuid := guard_setting('app.lender_id')::uuid; v_now timestamptz := guard_now(p_now); v_reasons jsonb := p_reasons; v_decision text;
  earlier guard_decisions;
begin
  perform guard_lock(p_borrower);
  select * into earlier from guard_decisions d where d.borrower_id = p_borrower and d.request_key = p_request_key;
  if found then
    if earlier.kind <> p_kind or earlier.purpose <> p_purpose or earlier.contact_point_id is distinct from p_point then
      raise exception 'request key used for another decision' using errcode = 'unique_violation', constraint = 'guard_decisions_request_key';
    end if;
    return query select earlier.id, earlier.decision, earlier.reasons, earlier.next_permitted_at;
    return;
  end if;
  if exists (select from lenders l, unnest(l.packs || array['house']) wanted where l.id = v_lender
      and not exists (select from unnest(p_packs) used where split_part(used, '@', 1) = split_part(wanted, '@', 1))) then
    raise exception 'a decision is taken by all of the lender''s packs' using errcode = 'check_violation', constraint = 'guard_decisions_packs_check';
  end if;
  v_decision := guard_outcome_of(v_reasons, p_given_reason);
  if v_decision = 'allowed' then
    v_reasons := v_reasons || guard_recheck(v_lender, p_borrower, p_kind, p_purpose, p_point, v_now);
    v_decision := guard_outcome_of(v_reasons, p_given_reason);
  end if;
  insert into guard_decisions (borrower_id, id, lender_id, case_id, kind, purpose, contact_point_id, decision, reasons, facts, packs,
    given_reason, next_permitted_at, decided_at, actor_kind, actor_id, request_key)
  values (p_borrower, p_id, v_lender, p_case, p_kind, p_purpose, p_point,
    v_decision, v_reasons, p_facts, p_packs, case when v_decision = 'allowed' then p_given_reason end,
    p_next, v_now, coalesce(guard_setting('app.actor_kind'), 'unknown'), guard_setting('app.actor_id')::uuid, p_request_key);
  update guard_allowances set last_taken_at = v_now where borrower_id = p_borrower and lender_id = v_lender;
  return query select d.id, d.decision, d.reasons, d.next_permitted_at from guard_decisions d where d.borrower_id = p_borrower and d.id = p_id;
end $$;
--> statement-breakpoint
revoke all on function guard_outcome_of(jsonb, text),
  guard_decide(uuid, uuid, uuid, text, text, uuid, timestamptz, text, jsonb, jsonb, timestamptz, text[], text) from public;
--> statement-breakpoint
grant execute on function guard_decide(uuid, uuid, uuid, text, text, uuid, timestamptz, text, jsonb, jsonb, timestamptz, text[], text)
  to leeway_app, leeway_worker;
--> statement-breakpoint
-- The floor follows the published rules. Only the worker sets it, from the rules in effect on the day.
create function guard_set_floor(p_floor jsonb) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare v_lender uuid := guard_setting('app.lender_id')::uuid; changed int;
begin
  if guard_setting('app.actor_kind') is distinct from 'system' or jsonb_typeof(p_floor -> 'quietFromSecond') is distinct from 'number'
     or jsonb_typeof(p_floor -> 'attemptsPerPersonPerDay') is distinct from 'number' or jsonb_typeof(p_floor -> 'conversationOutcomes') is distinct from 'array' then
    raise exception 'a floor is whole and set by the system' using errcode = 'check_violation', constraint = 'lenders_floor_check';
  end if;
  update lenders set policy = jsonb_set(policy, '{contactRules}', p_floor) where id = v_lender and policy -> 'contactRules' is distinct from p_floor;
  get diagnostics changed = row_count;
  return changed > 0;
end $$;
--> statement-breakpoint
revoke all on function guard_set_floor(jsonb) from public;
--> statement-breakpoint
grant execute on function guard_set_floor(jsonb) to leeway_worker;
--> statement-breakpoint
-- Lenders of before this version start with the house's own policy.
update lenders set policy = policy || '{"guard": {"attemptsPerPersonPerDay": 6, "thirdPersonNeedsConsent": true, "blockWorkplaceVisits": true, "visitNeedsApproval": true}}'::jsonb
where not policy ? 'guard';
--> statement-breakpoint
-- draft → proposed → published | returned; what was published or returned stays as it was.
create function rule_packs_move() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then
      raise exception 'a pack starts as a draft' using errcode = 'check_violation', constraint = 'rule_packs_move_check';
    end if;
    return new;
  end if;
  if old.status in ('published', 'returned') or (old.status, new.status) not in
     (('draft', 'draft'), ('draft', 'proposed'), ('proposed', 'published'), ('proposed', 'returned')) or (old.status = 'proposed' and old.body <> new.body) then
    raise exception 'a pack cannot move from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'rule_packs_move_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger rule_packs_move before insert or update on rule_packs for each row execute function rule_packs_move();
--> statement-breakpoint
alter table rule_packs enable row level security;
--> statement-breakpoint
create policy wall on rule_packs for all to leeway_app, leeway_worker
  using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid))
  with check (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid)
    and (select current_setting('app.actor_kind', true) in ('staff', 'system')));
--> statement-breakpoint
grant select, insert on rule_packs to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (status, body, effective_from, proposed_by, proposed_at, decided_by, decided_at, note) on rule_packs to leeway_app, leeway_worker;
