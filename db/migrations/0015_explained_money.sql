CREATE TABLE "ledger_checks" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"business_date" date NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"loans" integer DEFAULT 0 NOT NULL,
	"replayed" integer DEFAULT 0 NOT NULL,
	"differences" integer DEFAULT 0 NOT NULL,
	"found" jsonb NOT NULL,
	"replayed_to" uuid,
	CONSTRAINT "ledger_checks_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "ledger_checks_date_key" UNIQUE("lender_id","business_date")
);
--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "kind" text DEFAULT 'part' NOT NULL;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "parts" jsonb;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "next_due_on" date;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "missed_reason" text;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "missed_note" text;--> statement-breakpoint
ALTER TABLE "promises" ADD COLUMN "missed_told_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "ledger_entries_posted_idx" ON "ledger_entries" USING btree ("lender_id","posted_at","id");--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_kind_check" CHECK ("promises"."kind" in ('full', 'part', 'instalments'));--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_missed_check" CHECK (("promises"."missed_reason" is null) = ("promises"."missed_told_at" is null));--> statement-breakpoint
update promises set next_due_on = due_on where status = 'open';
--> statement-breakpoint
alter table ledger_checks enable row level security;
--> statement-breakpoint
create policy wall on ledger_checks for all to leeway_app, leeway_worker
  using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid) and (select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')))
  with check (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid) and (select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')));
--> statement-breakpoint
grant select, insert, update on ledger_checks to leeway_app, leeway_worker;
--> statement-breakpoint
-- For the probe of health, which knows no lender: how many differences the last finished check of each lender found.
create function ledger_differences() returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(differences), 0)::int from (
    select distinct on (lender_id) differences from ledger_checks where finished_at is not null order by lender_id, business_date desc) last
$$;
--> statement-breakpoint
revoke all on function ledger_differences() from public;
--> statement-breakpoint
grant execute on function ledger_differences() to leeway_app, leeway_worker;
