-- The guard's own hand. The app's roles cannot write decisions or allowances; these functions lock the person, check again, then write.
create table guard_clock (
  only_row boolean constraint guard_clock_pkey primary key default true constraint guard_clock_only_row_check check (only_row),
  is_free boolean not null default false,
  moved_seconds bigint not null default 0
);
--> statement-breakpoint
insert into guard_clock default values;
--> statement-breakpoint
-- The database's clock, moved as the deployment says. A free clock (tests, seeding) believes the caller.
create function guard_now(p_said timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c guard_clock; real_now timestamptz;
begin
  select * into c from guard_clock;
  if c.is_free then return p_said; end if;
  real_now := clock_timestamp() + make_interval(secs => c.moved_seconds);
  if p_said is null or p_said < real_now - interval '5 minutes' or p_said > real_now + interval '5 minutes' then
    raise exception 'the moment given is not now' using errcode = 'check_violation', constraint = 'guard_clock_now_check';
  end if;
  return p_said;
end $$;
--> statement-breakpoint
create function guard_setting(p_name text) returns text language sql stable as $$ select nullif(current_setting(p_name, true), '') $$;
--> statement-breakpoint
-- Held to the end of the transaction: two callers for one person wait for each other.
create function guard_lock(p_borrower uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v_lender uuid := guard_setting('app.lender_id')::uuid;
begin
  if not exists (select from borrowers where lender_id = v_lender and id = p_borrower) then
    raise exception 'no such borrower' using errcode = 'foreign_key_violation', constraint = 'guard_lock_borrower_fkey';
  end if;
  insert into guard_allowances (lender_id, borrower_id, last_taken_at) values (v_lender, p_borrower, 'epoch') on conflict do nothing;
  perform 1 from guard_allowances where borrower_id = p_borrower and lender_id = v_lender for update;
end $$;
--> statement-breakpoint
create function guard_reason(p_rule text) returns jsonb language sql immutable as $$ select jsonb_build_object('rule', p_rule, 'source', 'database') $$;
--> statement-breakpoint
-- Calls of the window that count: those not yet logged count as used; an outcome in `uncounted` gives its allowance back.
create function guard_calls(p_borrower uuid, p_point uuid, p_since timestamptz, p_until timestamptz, p_uncounted text[], p_only text[]) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from guard_decisions d left join contacts c on c.borrower_id = d.borrower_id and c.guard_decision_id = d.id
  where d.borrower_id = p_borrower and d.decision = 'allowed' and d.kind = 'call' and d.purpose = 'collection'
    and d.decided_at >= p_since and d.decided_at <= p_until
    and (p_point is null or d.contact_point_id = p_point)
    and (c.outcome is null or not (c.outcome = any (p_uncounted)))
    and (p_only is null or c.outcome is null or c.outcome = any (p_only))
$$;
--> statement-breakpoint
create function guard_words(p_rules jsonb, p_key text) returns text[] language sql immutable as $$
  select coalesce(array_agg(w), '{}') from jsonb_array_elements_text(coalesce(p_rules -> p_key, '[]')) w
$$;
--> statement-breakpoint
create function guard_recheck(p_lender uuid, p_borrower uuid, p_kind text, p_purpose text, p_point uuid, p_now timestamptz) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  rules jsonb; point contact_points; zone text; found_reasons jsonb := '[]'; second_of_day int; day_start timestamptz; quiet_from int; quiet_to int;
  uncounted text[]; conversation text[];
begin
  select policy -> 'contactRules' into rules from lenders where id = p_lender;
  if rules is null then return jsonb_build_array(guard_reason('no_rules')); end if;
  select coalesce(b.time_zone, l.time_zone) into zone from borrowers b join lenders l on l.id = b.lender_id where b.lender_id = p_lender and b.id = p_borrower;
  if p_kind <> 'app_message' then
    select * into point from contact_points where borrower_id = p_borrower and id = p_point and lender_id = p_lender;
    if not found or point.kind <> (case p_kind when 'email' then 'email' when 'letter' then 'address' else 'phone' end) then
      return jsonb_build_array(guard_reason('unknown_number'));
    end if;
    zone := coalesce(point.time_zone, zone);
    if point.validity in ('invalid', 'wrong_person') then found_reasons := found_reasons || guard_reason('number_invalid'); end if;
    if point.consent = 'refused' then found_reasons := found_reasons || guard_reason('number_refused'); end if;
    if point.relation <> 'self' then found_reasons := found_reasons || guard_reason('third_person'); end if;
  end if;
  second_of_day := extract(epoch from (p_now at time zone zone)::time)::int;
  day_start := date_trunc('day', p_now at time zone zone) at time zone zone;
  quiet_from := (rules ->> 'quietFromSecond')::int; quiet_to := (rules ->> 'quietToSecond')::int;
  if p_kind <> 'letter' and p_purpose not in ('security_code', 'reply') and (second_of_day >= quiet_from or second_of_day < quiet_to) then
    found_reasons := found_reasons || guard_reason('quiet_hours');
  end if;
  if p_purpose <> 'collection' then return found_reasons; end if;
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
-- The one place a decision is written. `p_reasons` are the blocks the caller found; none found is not believed but checked again.
create function guard_decide(
  p_borrower uuid, p_id uuid, p_case uuid, p_kind text, p_purpose text, p_point uuid, p_now timestamptz,
  p_request_key text, p_reasons jsonb, p_facts jsonb, p_next timestamptz)
returns table (decision_id uuid, decision text, reasons jsonb, next_permitted_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_lender uuid := guard_setting('app.lender_id')::uuid; v_now timestamptz := guard_now(p_now); v_reasons jsonb := p_reasons; v_packs text[];
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
  if jsonb_array_length(v_reasons) = 0 then v_reasons := guard_recheck(v_lender, p_borrower, p_kind, p_purpose, p_point, v_now); end if;
  select packs into v_packs from lenders where id = v_lender;
  insert into guard_decisions (borrower_id, id, lender_id, case_id, kind, purpose, contact_point_id, decision, reasons, facts, packs,
    next_permitted_at, decided_at, actor_kind, actor_id, request_key)
  values (p_borrower, p_id, v_lender, p_case, p_kind, p_purpose, p_point,
    case when jsonb_array_length(v_reasons) = 0 then 'allowed' else 'blocked' end, v_reasons, p_facts, v_packs,
    p_next, v_now, coalesce(guard_setting('app.actor_kind'), 'unknown'), guard_setting('app.actor_id')::uuid, p_request_key);
  update guard_allowances set last_taken_at = v_now where borrower_id = p_borrower and lender_id = v_lender;
  return query select d.id, d.decision, d.reasons, d.next_permitted_at from guard_decisions d where d.borrower_id = p_borrower and d.id = p_id;
end $$;
--> statement-breakpoint
-- An outbound contact: its decision is of the same person, kind, purpose and number, allowed, at most ten minutes old, used once (unique index).
create function guard_contact() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare d guard_decisions;
begin
  if new.direction = 'in' then return new; end if;
  select * into d from guard_decisions where borrower_id = new.borrower_id and id = new.guard_decision_id and lender_id = new.lender_id;
  if not found or d.decision <> 'allowed' or d.kind <> new.kind or d.purpose <> new.purpose
     or d.contact_point_id is distinct from new.contact_point_id
     or guard_now(new.occurred_at) > d.decided_at + interval '10 minutes' or new.occurred_at < d.decided_at - interval '1 minute' then
    raise exception 'an outbound contact needs a fresh, allowed decision of its own' using errcode = 'check_violation', constraint = 'contacts_decision_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger contacts_decision before insert on contacts for each row execute function guard_contact();
--> statement-breakpoint
-- A settled outcome stays: it may free or use an allowance, so it is said once.
create function guard_outcome() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.outcome is not null and new.outcome is distinct from old.outcome then
    raise exception 'the outcome of a contact is said once' using errcode = 'check_violation', constraint = 'contacts_outcome_once_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger contacts_outcome before update on contacts for each row execute function guard_outcome();
--> statement-breakpoint
create function guard_message() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare c contacts;
begin
  if tg_op = 'INSERT' and new.status <> 'queued' then
    raise exception 'a message starts queued' using errcode = 'check_violation', constraint = 'messages_starts_queued_check';
  end if;
  if new.status = 'handed' then
    select * into c from contacts where borrower_id = new.borrower_id and id = new.contact_id;
    if not found or c.direction <> 'out' or c.kind <> new.kind or c.purpose <> new.purpose or c.contact_point_id is distinct from new.contact_point_id then
      raise exception 'a message is handed over with its own guarded contact' using errcode = 'check_violation', constraint = 'messages_guarded_check';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger messages_guarded before insert or update on messages for each row execute function guard_message();
--> statement-breakpoint
revoke all on function guard_now(timestamptz), guard_lock(uuid), guard_recheck(uuid, uuid, text, text, uuid, timestamptz),
  guard_calls(uuid, uuid, timestamptz, timestamptz, text[], text[]), guard_contact(), guard_message(),
  guard_decide(uuid, uuid, uuid, text, text, uuid, timestamptz, text, jsonb, jsonb, timestamptz) from public;
--> statement-breakpoint
grant execute on function guard_lock(uuid), guard_decide(uuid, uuid, uuid, text, text, uuid, timestamptz, text, jsonb, jsonb, timestamptz)
  to leeway_app, leeway_worker;
