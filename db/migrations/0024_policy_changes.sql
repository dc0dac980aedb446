CREATE TABLE "policy_changes" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"section" text NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text NOT NULL,
	"base_version" integer NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"note" text,
	CONSTRAINT "policy_changes_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "policy_changes_request_key" UNIQUE("lender_id","request_id"),
	CONSTRAINT "policy_changes_outcome_check" CHECK ("policy_changes"."outcome" in ('approved', 'returned')),
	CONSTRAINT "policy_changes_decided_check" CHECK (("policy_changes"."outcome" is null) = ("policy_changes"."decided_by" is null) and ("policy_changes"."outcome" is null) = ("policy_changes"."decided_at" is null)),
	CONSTRAINT "policy_changes_two_people_check" CHECK ("policy_changes"."decided_by" <> "policy_changes"."proposed_by"),
	CONSTRAINT "policy_changes_reason_check" CHECK (length("policy_changes"."reason") between 5 and 2000)
);
--> statement-breakpoint
ALTER TABLE "lenders" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD COLUMN "link_borrower_id" uuid;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD COLUMN "link_id" uuid;--> statement-breakpoint
ALTER TABLE "policy_changes" ADD CONSTRAINT "policy_changes_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "policy_changes_open_idx" ON "policy_changes" USING btree ("lender_id","id") WHERE outcome is null;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_link_fkey" FOREIGN KEY ("link_borrower_id","link_id") REFERENCES "public"."payment_links"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_link_check" CHECK (("bank_lines"."link_id" is null) = ("bank_lines"."link_borrower_id" is null));--> statement-breakpoint
-- Behind the walls: the lender's own staff and machines. Proposed by the app, decided by `policy_decide` alone, never changed or taken away after.
alter table policy_changes enable row level security;
--> statement-breakpoint
create policy wall on policy_changes for all to leeway_app, leeway_worker
  using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid) and (select current_setting('app.actor_kind', true) in ('staff', 'system')))
  with check (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid) and (select current_setting('app.actor_kind', true) in ('staff', 'system')));
--> statement-breakpoint
grant select on policy_changes to leeway_app, leeway_worker;
--> statement-breakpoint
grant insert (lender_id, id, request_id, section, changes, reason, base_version, proposed_by, proposed_at) on policy_changes to leeway_app;
--> statement-breakpoint
-- Nobody proposes in another's name, nor what has a page and people of its own: contact rules, guard, clauses, strategy, and the terms of loans already paid out.
create function policy_changes_propose() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.proposed_by is distinct from guard_setting('app.actor_id')::uuid or guard_setting('app.actor_kind') is distinct from 'staff' then
    raise exception 'a change is proposed by whoever is at work' using errcode = 'check_violation', constraint = 'policy_changes_proposer_check';
  end if;
  if jsonb_typeof(new.changes) is distinct from 'array' or jsonb_array_length(new.changes) = 0 or exists (
    select from jsonb_array_elements(new.changes) c
    where jsonb_typeof(c -> 'path') is distinct from 'array' or jsonb_array_length(c -> 'path') not between 1 and 4 or c -> 'path' ->> 0 not in (
      'decideByDays', 'holdDays', 'reviewerLimitCents', 'paymentApprovalCents', 'waiverLimitPpm', 'graceDays', 'promiseTolerancePpm', 'promiseGraceDays',
      'promiseHorizonDays', 'promises', 'affordableSharePpm', 'maxPlanInstalments', 'maxRestructures', 'restructureMonths', 'watchMonths', 'offerValidDays',
      'creditNoticeDays', 'remindBeforeDays', 'guardian', 'terms')) then
    raise exception 'a change names numbers of the policy' using errcode = 'check_violation', constraint = 'policy_changes_path_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger policy_changes_propose before insert on policy_changes for each row execute function policy_changes_propose();
--> statement-breakpoint
-- The only way from the app to a lender's numbers: a waiting change, decided by a second person with the role, on the numbers it was proposed on.
-- New terms of money begin on a day to come, for which no loan of that product is on the book yet. Gives the policy as it is afterwards; null for no such change.
create function policy_decide(p_id uuid, p_outcome text, p_note text, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_lender uuid := guard_setting('app.lender_id')::uuid; v_person uuid := guard_setting('app.actor_id')::uuid; v_at timestamptz := guard_now(p_at);
  v_change policy_changes; v_row lenders; v_policy jsonb; v_one jsonb; v_path text[];
begin
  select * into v_row from lenders where id = v_lender for update;
  select * into v_change from policy_changes where lender_id = v_lender and id = p_id for update;
  if v_change.id is null then return null; end if;
  if v_change.outcome is not null then
    raise exception 'this change was decided' using errcode = 'check_violation', constraint = 'policy_changes_once_check';
  end if;
  if guard_setting('app.actor_kind') is distinct from 'staff'
     or not exists (select from staff_roles r where r.lender_id = v_lender and r.staff_id = v_person and r.role in ('compliance', 'admin', 'supervisor')) then
    raise exception 'this person may not decide' using errcode = 'check_violation', constraint = 'policy_changes_decider_check';
  end if;
  v_policy := v_row.policy;
  if p_outcome = 'approved' then
    if v_change.base_version <> v_row.policy_version then
      raise exception 'the policy has changed since' using errcode = 'check_violation', constraint = 'policy_changes_version_check';
    end if;
    for v_one in select jsonb_array_elements(v_change.changes) loop
      select array_agg(p.name order by p.place) into v_path from jsonb_array_elements_text(v_one -> 'path') with ordinality as p (name, place);
      if v_path[1] = 'terms' then perform policy_terms_begin(v_lender, v_path, (v_at at time zone v_row.time_zone)::date); end if;
      for depth in 1 .. array_length(v_path, 1) - 1 loop
        if v_policy #> v_path[1:depth] is null then v_policy := jsonb_set(v_policy, v_path[1:depth], '{}'); end if;
      end loop;
      v_policy := case when v_one ? 'after' then jsonb_set(v_policy, v_path, v_one -> 'after') else v_policy #- v_path end;
    end loop;
    update lenders set policy = v_policy, policy_version = policy_version + 1 where id = v_lender;
  end if;
  update policy_changes set outcome = p_outcome, decided_by = v_person, decided_at = v_at, note = nullif(btrim(p_note), '') where lender_id = v_lender and id = p_id;
  return v_policy;
end $$;
--> statement-breakpoint
-- `terms` / `lender` / day, or `terms` / `products` / product / day.
create function policy_terms_begin(p_lender uuid, p_path text[], p_today date) returns void language plpgsql set search_path = public, pg_temp as $$
declare v_from date; v_product text;
begin
  if not ((p_path[2] = 'lender' and array_length(p_path, 1) = 3) or (p_path[2] = 'products' and array_length(p_path, 1) = 4)) then
    raise exception 'terms have a scope and a first day' using errcode = 'check_violation', constraint = 'policy_changes_path_check';
  end if;
  v_from := p_path[array_length(p_path, 1)]::date;
  v_product := case when p_path[2] = 'products' then p_path[3] end;
  if v_from <= p_today or exists (select from loans l where l.lender_id = p_lender and l.disbursed_on >= v_from and (v_product is null or l.product = v_product)) then
    raise exception 'terms begin before every loan they are for' using errcode = 'check_violation', constraint = 'policy_changes_from_check';
  end if;
end $$;
--> statement-breakpoint
revoke all on function policy_decide(uuid, text, text, timestamptz), policy_terms_begin(uuid, text[], date) from public;
--> statement-breakpoint
grant execute on function policy_decide(uuid, text, text, timestamptz) to leeway_app;
--> statement-breakpoint
-- A provider's word that money is for a link comes with the money; staff who say later whose it is carry that word on, and cannot make one up.
create function bank_lines_link() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.link_id is not null and current_setting('app.actor_kind', true) in ('borrower', 'staff', 'agency') then
    raise exception 'only the provider says that money is for a link' using errcode = 'check_violation', constraint = 'bank_lines_link_word_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger bank_lines_link before insert on bank_lines for each row execute function bank_lines_link();
--> statement-breakpoint
create or replace function payment_links_move() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare is_carried_on boolean;
begin
  if old.state <> new.state and (old.state, new.state) not in
     (('created', 'paid'), ('created', 'declined'), ('created', 'expired'), ('declined', 'paid'), ('expired', 'paid')) then
    raise exception 'a payment link cannot move from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'payment_links_move_check';
  end if;
  if new.payment_id is distinct from old.payment_id then
    is_carried_on := exists (select from bank_lines l join bank_line_parts p on p.lender_id = l.lender_id and p.line_id = l.id
      where l.lender_id = new.lender_id and l.link_borrower_id = new.borrower_id and l.link_id = new.id and l.source = 'provider'
        and p.borrower_id = new.borrower_id and p.payment_id = new.payment_id and p.undone_at is null);
    if old.state = 'paid' and not (is_carried_on and exists (select from payments y where y.borrower_id = old.borrower_id and y.id = old.payment_id and y.status = 'reversed')) then
      raise exception 'a paid link keeps its payment' using errcode = 'check_violation', constraint = 'payment_links_move_check';
    end if;
    if new.state = 'paid' and not is_carried_on and current_setting('app.actor_kind', true) in ('borrower', 'staff', 'agency') then
      raise exception 'only the provider says that a link is paid' using errcode = 'check_violation', constraint = 'payment_links_move_check';
    end if;
  end if;
  return new;
end $$;
