CREATE TABLE "agencies" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name_en" text NOT NULL,
	"name_zh_cn" text NOT NULL,
	"contract_no" text NOT NULL,
	"listed_since" date,
	"listed_until" date,
	"evaluated_on" date,
	"allows_subcontracting" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agencies_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "agencies_contract_key" UNIQUE("lender_id","contract_no"),
	CONSTRAINT "agencies_listed_check" CHECK ("agencies"."listed_until" is null or "agencies"."listed_until" >= "agencies"."listed_since")
);
--> statement-breakpoint
CREATE TABLE "circumstances" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"detail" jsonb NOT NULL,
	"basis" text NOT NULL,
	"document_id" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_reason" text,
	CONSTRAINT "circumstances_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "circumstances_kind_check" CHECK ("circumstances"."kind" in ('attorney', 'cease', 'death', 'incapacity', 'insolvency', 'breathing_space', 'validation_notice', 'written_dispute', 'verification_sent', 'agreed_times', 'do_not_visit', 'found', 'identity_verified')),
	CONSTRAINT "circumstances_period_check" CHECK ("circumstances"."until" is null or "circumstances"."until" > "circumstances"."since"),
	CONSTRAINT "circumstances_ended_check" CHECK (("circumstances"."ended_at" is null) = ("circumstances"."ended_by" is null) and ("circumstances"."ended_at" is null) = ("circumstances"."ended_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "guard_decisions" ADD COLUMN "agency_id" uuid DEFAULT nullif(current_setting('app.agency_id', true), '')::uuid;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "recalled_by" uuid;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circumstances" ADD CONSTRAINT "circumstances_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circumstances" ADD CONSTRAINT "circumstances_document_fkey" FOREIGN KEY ("borrower_id","document_id") REFERENCES "public"."documents"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "circumstances_id_idx" ON "circumstances" USING btree ("id");--> statement-breakpoint
CREATE INDEX "circumstances_borrower_idx" ON "circumstances" USING btree ("borrower_id","recorded_at","id");--> statement-breakpoint
CREATE INDEX "circumstances_running_idx" ON "circumstances" USING btree ("borrower_id","since","id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "circumstances_one_running_key" ON "circumstances" USING btree ("borrower_id","kind") WHERE ended_at is null and kind <> 'agreed_times';--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_agency_fkey" FOREIGN KEY ("lender_id","agency_id") REFERENCES "public"."agencies"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "placements_live_idx" ON "placements" USING btree ("lender_id","agency_id","borrower_id") WHERE recalled_at is null;--> statement-breakpoint
ALTER TABLE auth.api_keys ADD COLUMN agency_id uuid;--> statement-breakpoint
ALTER TABLE auth.api_keys ADD CONSTRAINT api_keys_agency_fkey FOREIGN KEY (lender_id, agency_id) REFERENCES agencies (lender_id, id);--> statement-breakpoint
drop function auth.find_api_key(bytea);
--> statement-breakpoint
create function auth.find_api_key(p_key_hash bytea)
returns table (lender_id uuid, key_id uuid, scopes text[], agency_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.lender_id, k.id, k.scopes, k.agency_id from auth.api_keys k where k.key_hash = p_key_hash and k.revoked_at is null
$$;
--> statement-breakpoint
revoke all on function auth.find_api_key(bytea) from public;
--> statement-breakpoint
grant execute on function auth.find_api_key(bytea) to leeway_app;
--> statement-breakpoint
-- Whom the agency of this transaction may see: borrowers with an open case that is placed there now. A recall, or the end of the case, acts on the next statement.
create function placed_borrowers() returns setof uuid
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select p.borrower_id from placements p join cases c on c.borrower_id = p.borrower_id and c.id = p.case_id and c.status = 'open'
  where p.lender_id = nullif(current_setting('app.lender_id', true), '')::uuid
    and p.agency_id = nullif(current_setting('app.agency_id', true), '')::uuid and p.recalled_at is null
    and current_setting('app.actor_kind', true) = 'agency'
$$;
--> statement-breakpoint
revoke all on function placed_borrowers() from public;
--> statement-breakpoint
grant execute on function placed_borrowers() to leeway_app, leeway_worker;
--> statement-breakpoint
-- The agency's way through the wall, on the tables it needs to contact somebody and to say what came of it. Documents, budgets, notes and letters written in trust stay closed.
do $$
declare
  t text;
  mine text := 'lender_id = (select nullif(current_setting(''app.lender_id'', true), '''')::uuid)';
  inside text := '(select current_setting(''app.actor_kind'', true) in (''staff'', ''system'', ''api''))';
  self text := '= (select nullif(current_setting(''app.borrower_id'', true), '''')::uuid)';
  placed text := 'in (select placed_borrowers())';
  wall text;
begin
  execute 'alter table circumstances enable row level security';
  execute format('create policy wall on circumstances for all to leeway_app, leeway_worker using (false)');
  foreach t in array array['borrowers', 'contact_points', 'cases', 'loans', 'loan_schedules', 'instalments', 'loan_charges', 'payments', 'payment_parts',
    'payment_allocations', 'ledger_entries', 'ledger_postings', 'promises', 'plans', 'plan_instalments', 'holds', 'hardship_applications', 'contacts',
    'guard_decisions', 'circumstances', 'messages', 'escalations', 'audit_events'] loop
    wall := format('%s and (%s or %s %s or %s %s)', mine, inside, case t when 'borrowers' then 'id' else 'borrower_id' end, self, case t when 'borrowers' then 'id' else 'borrower_id' end, placed);
    execute format('alter policy wall on %I to leeway_app, leeway_worker using (%s) with check (%s)', t, wall, wall);
  end loop;
  execute format('alter policy wall on placements using (%s and (%s or borrower_id %s
    or (agency_id = (select nullif(current_setting(''app.agency_id'', true), '''')::uuid) and borrower_id %s)))', mine, inside, self, placed);
  execute 'alter table agencies enable row level security';
  execute format('create policy wall on agencies for all to leeway_app, leeway_worker using (%s and (%s or id = (select nullif(current_setting(''app.agency_id'', true), '''')::uuid)))
    with check (%s and %s)', mine, inside, mine, inside);
end $$;
--> statement-breakpoint
grant select, insert on circumstances, agencies to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (ended_by, ended_at, ended_reason) on circumstances to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (name_en, name_zh_cn, contract_no, listed_since, listed_until, evaluated_on, allows_subcontracting) on agencies to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (recalled_by) on placements to leeway_app, leeway_worker;
--> statement-breakpoint
-- What was ended stays ended, what is recorded begins unended; a recall is said once.
create function said_once() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if to_jsonb(old) ->> tg_argv[0] is not null then
    raise exception '% was said before', tg_argv[0] using errcode = 'check_violation', constraint = tg_table_name || '_said_once_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger circumstances_said_once before update on circumstances for each row execute function said_once('ended_at');
--> statement-breakpoint
create trigger placements_said_once before update on placements for each row execute function said_once('recalled_at');
--> statement-breakpoint
-- An agency takes decisions about its own borrowers only, by SQL too.
create or replace function guard_lock_many(p_borrowers uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v_lender uuid := guard_setting('app.lender_id')::uuid;
begin
  if exists (select from unnest(p_borrowers) p (id) where not exists (select from borrowers b where b.lender_id = v_lender and b.id = p.id))
     or (guard_setting('app.actor_kind') = 'agency' and exists (select unnest(p_borrowers) except select placed_borrowers())) then
    raise exception 'no such borrower' using errcode = 'foreign_key_violation', constraint = 'guard_lock_borrower_fkey';
  end if;
  insert into guard_allowances (lender_id, borrower_id, last_taken_at)
    select v_lender, p.id, 'epoch' from (select distinct unnest(p_borrowers) as id order by 1) p on conflict do nothing;
  perform 1 from guard_allowances where borrower_id = any (p_borrowers) and lender_id = v_lender order by borrower_id for update;
end $$;
--> statement-breakpoint
-- The decision names the agency it looked at; it serves no other.
create function guard_placement() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from guard_decisions d where d.borrower_id = new.borrower_id and d.id = new.guard_decision_id
      and d.facts -> 'facts' -> 'placement' ->> 'agencyId' = new.agency_id::text) then
    raise exception 'the decision is about another agency' using errcode = 'check_violation', constraint = 'placements_decision_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
revoke all on function guard_placement() from public;
--> statement-breakpoint
create trigger placements_decision_agency before insert on placements for each row execute function guard_placement();
--> statement-breakpoint
-- A new key ends the agency's earlier ones at once; it may ask the guard and nothing else.
create function auth.replace_agency_key(p_key_hash bytea, p_id uuid, p_agency uuid, p_now timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v_lender uuid := nullif(current_setting('app.lender_id', true), '')::uuid;
begin
  if current_setting('app.actor_kind', true) is distinct from 'staff' then
    raise exception 'a key is given by staff' using errcode = 'insufficient_privilege';
  end if;
  update auth.api_keys set revoked_at = p_now where lender_id = v_lender and agency_id = p_agency and revoked_at is null;
  insert into auth.api_keys (key_hash, id, lender_id, agency_id, name, scopes, created_at)
  values (p_key_hash, p_id, v_lender, p_agency, 'agency', array['guard:decide'], p_now);
end $$;
--> statement-breakpoint
revoke all on function auth.replace_agency_key(bytea, uuid, uuid, timestamptz) from public;
--> statement-breakpoint
grant execute on function auth.replace_agency_key(bytea, uuid, uuid, timestamptz) to leeway_app;
