CREATE TABLE "guard_decision_rules" (
	"lender_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"decision_id" uuid NOT NULL,
	"borrower_id" uuid NOT NULL,
	CONSTRAINT "guard_decision_rules_pkey" PRIMARY KEY("lender_id","rule","decided_at","decision_id","borrower_id")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "strategy_step" text;
--> statement-breakpoint
-- Once a statement, so that a run of decisions costs one more insert, and one that nothing spoke against costs none.
create function guard_decision_rules_note() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into guard_decision_rules (lender_id, rule, decided_at, decision_id, borrower_id)
    select distinct d.lender_id, r ->> 'rule', d.decided_at, d.id, d.borrower_id from decided d cross join lateral jsonb_array_elements(d.reasons) r;
  return null;
end $$;
--> statement-breakpoint
revoke all on function guard_decision_rules_note() from public;
--> statement-breakpoint
create trigger guard_decisions_rules after insert on guard_decisions
  referencing new table as decided for each statement execute function guard_decision_rules_note();
--> statement-breakpoint
insert into guard_decision_rules (lender_id, rule, decided_at, decision_id, borrower_id)
  select distinct d.lender_id, r ->> 'rule', d.decided_at, d.id, d.borrower_id from guard_decisions d cross join lateral jsonb_array_elements(d.reasons) r;
--> statement-breakpoint
alter table guard_decision_rules enable row level security;
--> statement-breakpoint
create policy wall on guard_decision_rules for select to leeway_app, leeway_worker
  using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid) and (select current_setting('app.actor_kind', true) in ('staff', 'system')));
--> statement-breakpoint
grant select on guard_decision_rules to leeway_app, leeway_worker;
