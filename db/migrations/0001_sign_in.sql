-- Sign-in lives outside borrower data: tables in schema auth, reached only by these functions. No role of the app holds a grant on the tables.
do $$ begin
  if not exists (select from pg_roles where rolname = 'leeway_app') then create role leeway_app nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
--> statement-breakpoint
do $$ begin
  if not exists (select from pg_roles where rolname = 'leeway_worker') then create role leeway_worker nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
--> statement-breakpoint
create schema auth;
--> statement-breakpoint
create table auth.staff_sessions (
  token_hash bytea constraint staff_sessions_pkey primary key,
  id uuid not null, lender_id uuid not null, staff_id uuid not null,
  created_at timestamptz not null, last_seen_at timestamptz not null, ended_at timestamptz,
  second_factor text not null constraint staff_sessions_second_factor_check check (second_factor in ('totp', 'demo')),
  constraint staff_sessions_staff_fkey foreign key (lender_id, staff_id) references staff_accounts (lender_id, id)
);
--> statement-breakpoint
create index staff_sessions_staff_idx on auth.staff_sessions (lender_id, staff_id);
--> statement-breakpoint
create table auth.borrower_sessions (
  token_hash bytea constraint borrower_sessions_pkey primary key,
  lender_id uuid not null, borrower_id uuid not null,
  created_at timestamptz not null, last_seen_at timestamptz not null, ended_at timestamptz,
  constraint borrower_sessions_borrower_fkey foreign key (lender_id, borrower_id) references borrowers (lender_id, id)
);
--> statement-breakpoint
create table auth.one_time_codes (
  subject_hash bytea constraint one_time_codes_pkey primary key,
  code_hash bytea not null, tries int not null default 0, issued_at timestamptz not null, used_at timestamptz
);
--> statement-breakpoint
create table auth.rate_limits (key text constraint rate_limits_pkey primary key, taken int not null, started_at timestamptz not null);
--> statement-breakpoint
create table auth.api_keys (
  key_hash bytea constraint api_keys_pkey primary key,
  id uuid not null, lender_id uuid not null constraint api_keys_lender_fkey references lenders (id),
  name text not null, scopes text[] not null, created_at timestamptz not null, revoked_at timestamptz
);
--> statement-breakpoint
create function auth.find_staff(p_email text)
returns table (lender_id uuid, staff_id uuid, password_hash text, totp_cipher bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.lender_id, a.id, a.password_hash, a.totp_cipher from staff_accounts a where a.email = lower(p_email) and a.disabled_at is null
$$;
--> statement-breakpoint
create function auth.open_staff_session(p_token_hash bytea, p_id uuid, p_lender uuid, p_staff uuid, p_now timestamptz, p_second_factor text)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into auth.staff_sessions (token_hash, id, lender_id, staff_id, created_at, last_seen_at, second_factor)
  values (p_token_hash, p_id, p_lender, p_staff, p_now, p_now, p_second_factor)
$$;
--> statement-breakpoint
-- Idle 30 minutes, absolute 12 hours. Roles are read afresh each time, so that a change acts on the next request.
create function auth.use_staff_session(p_token_hash bytea, p_now timestamptz)
returns table (lender_id uuid, staff_id uuid, session_id uuid, name text, email text, roles text[], second_factor text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update auth.staff_sessions s set last_seen_at = p_now
  where s.token_hash = p_token_hash and s.ended_at is null and s.last_seen_at < p_now - interval '1 minute'
    and s.last_seen_at > p_now - interval '30 minutes' and s.created_at > p_now - interval '12 hours';
  return query
    select s.lender_id, s.staff_id, s.id, a.name, a.email,
           coalesce((select array_agg(r.role order by r.role) from staff_roles r where r.lender_id = s.lender_id and r.staff_id = s.staff_id), '{}'),
           s.second_factor
    from auth.staff_sessions s join staff_accounts a on a.lender_id = s.lender_id and a.id = s.staff_id
    where s.token_hash = p_token_hash and s.ended_at is null and a.disabled_at is null
      and s.last_seen_at > p_now - interval '30 minutes' and s.created_at > p_now - interval '12 hours';
end $$;
--> statement-breakpoint
create function auth.end_staff_session(p_token_hash bytea, p_now timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  update auth.staff_sessions set ended_at = p_now where token_hash = p_token_hash and ended_at is null
$$;
--> statement-breakpoint
create function auth.list_staff_sessions(p_lender uuid, p_staff uuid, p_now timestamptz)
returns table (session_id uuid, created_at timestamptz, last_seen_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.created_at, s.last_seen_at from auth.staff_sessions s
  where s.lender_id = p_lender and s.staff_id = p_staff and s.ended_at is null
    and s.last_seen_at > p_now - interval '30 minutes' and s.created_at > p_now - interval '12 hours'
$$;
--> statement-breakpoint
create function auth.end_staff_session_by_id(p_lender uuid, p_staff uuid, p_session uuid, p_now timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  update auth.staff_sessions set ended_at = p_now where lender_id = p_lender and staff_id = p_staff and id = p_session and ended_at is null
$$;
--> statement-breakpoint
create function auth.issue_code(p_subject bytea, p_code bytea, p_now timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into auth.one_time_codes (subject_hash, code_hash, tries, issued_at) values (p_subject, p_code, 0, p_now)
  on conflict (subject_hash) do update set code_hash = excluded.code_hash, tries = 0, issued_at = excluded.issued_at, used_at = null
$$;
--> statement-breakpoint
-- 'ok' once; five minutes, five tries.
create function auth.use_code(p_subject bytea, p_code bytea, p_now timestamptz)
returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare c auth.one_time_codes;
begin
  select * into c from auth.one_time_codes where subject_hash = p_subject for update;
  if not found or c.used_at is not null then return 'unknown'; end if;
  if c.issued_at < p_now - interval '5 minutes' then return 'expired'; end if;
  if c.tries >= 5 then return 'too_many'; end if;
  if c.code_hash <> p_code then
    update auth.one_time_codes set tries = tries + 1 where subject_hash = p_subject;
    return 'wrong';
  end if;
  update auth.one_time_codes set used_at = p_now where subject_hash = p_subject;
  return 'ok';
end $$;
--> statement-breakpoint
create function auth.find_borrower(p_lender_slug text, p_phone_index bytea)
returns table (lender_id uuid, borrower_id uuid, contact_point_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.lender_id, p.borrower_id, p.id from contact_points p join lenders l on l.id = p.lender_id
  where l.slug = p_lender_slug and p.value_index = p_phone_index and p.kind = 'phone' and p.relation = 'self'
    and p.validity not in ('invalid', 'wrong_person')
  order by p.created_at limit 1
$$;
--> statement-breakpoint
create function auth.open_borrower_session(p_token_hash bytea, p_lender uuid, p_borrower uuid, p_now timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into auth.borrower_sessions (token_hash, lender_id, borrower_id, created_at, last_seen_at)
  values (p_token_hash, p_lender, p_borrower, p_now, p_now)
$$;
--> statement-breakpoint
create function auth.use_borrower_session(p_token_hash bytea, p_now timestamptz)
returns table (lender_id uuid, lender_slug text, borrower_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update auth.borrower_sessions s set last_seen_at = p_now
  where s.token_hash = p_token_hash and s.ended_at is null and s.last_seen_at < p_now - interval '1 minute'
    and s.last_seen_at > p_now - interval '30 minutes' and s.created_at > p_now - interval '12 hours';
  return query
    select s.lender_id, l.slug, s.borrower_id from auth.borrower_sessions s join lenders l on l.id = s.lender_id
    where s.token_hash = p_token_hash and s.ended_at is null
      and s.last_seen_at > p_now - interval '30 minutes' and s.created_at > p_now - interval '12 hours';
end $$;
--> statement-breakpoint
create function auth.end_borrower_session(p_token_hash bytea, p_now timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  update auth.borrower_sessions set ended_at = p_now where token_hash = p_token_hash and ended_at is null
$$;
--> statement-breakpoint
-- True while the window's allowance lasts; atomic under concurrency.
create function auth.take_rate(p_key text, p_limit int, p_window interval, p_now timestamptz)
returns boolean language sql security definer set search_path = public, pg_temp as $$
  insert into auth.rate_limits as r (key, taken, started_at) values (p_key, 1, p_now)
  on conflict (key) do update set
    taken = case when r.started_at + p_window <= p_now then 1 else r.taken + 1 end,
    started_at = case when r.started_at + p_window <= p_now then p_now else r.started_at end
  returning taken <= p_limit
$$;
--> statement-breakpoint
create function auth.find_api_key(p_key_hash bytea)
returns table (lender_id uuid, key_id uuid, scopes text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select k.lender_id, k.id, k.scopes from auth.api_keys k where k.key_hash = p_key_hash and k.revoked_at is null
$$;
--> statement-breakpoint
create function auth.list_lenders()
returns table (id uuid, slug text, name_en text, name_zh_cn text, time_zone text, currency text, locale text, hotline text, is_demo boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select id, slug, name_en, name_zh_cn, time_zone, currency, locale, hotline, is_demo from lenders order by slug
$$;
--> statement-breakpoint
-- A borrower sees who works on the application: the name, nothing else of the account.
create function auth.staff_name(p_lender uuid, p_staff uuid)
returns text language sql stable security definer set search_path = public, pg_temp as $$
  select name from staff_accounts where lender_id = p_lender and id = p_staff
    and p_lender = nullif(current_setting('app.lender_id', true), '')::uuid
$$;
--> statement-breakpoint
-- "Yes, that was us": answers from the code alone, across lenders, with nothing about a debt or a person.
create function auth.find_trust_code(p_code text)
returns table (lender_en text, lender_zh_cn text, kind text, handed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.name_en, l.name_zh_cn, m.kind, m.handed_at from messages m join lenders l on l.id = m.lender_id
  where m.trust_code = upper(p_code) and m.status = 'handed' and length(p_code) between 6 and 20
  order by m.handed_at desc limit 1
$$;
--> statement-breakpoint
grant usage on schema auth to leeway_app, leeway_worker;
--> statement-breakpoint
revoke all on all functions in schema auth from public;
--> statement-breakpoint
grant execute on all functions in schema auth to leeway_app;
--> statement-breakpoint
grant execute on function auth.list_lenders() to leeway_worker;
