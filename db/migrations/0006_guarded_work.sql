CREATE TABLE "legal_steps" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"guard_decision_id" uuid NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "legal_steps_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "legal_steps_kind_check" CHECK ("legal_steps"."kind" in ('lawyer_letter', 'payment_order', 'arbitration', 'suit', 'enforcement'))
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"guard_decision_id" uuid NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"recalled_at" timestamp (3) with time zone,
	"recall_reason" text,
	CONSTRAINT "placements_pkey" PRIMARY KEY("borrower_id","id")
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"contact_point_id" uuid NOT NULL,
	"place" text NOT NULL,
	"planned_for" timestamp (3) with time zone NOT NULL,
	"guard_decision_id" uuid NOT NULL,
	"planned_by" uuid NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "visits_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "visits_place_check" CHECK ("visits"."place" in ('home', 'workplace', 'other'))
);
--> statement-breakpoint
ALTER TABLE "legal_steps" ADD CONSTRAINT "legal_steps_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_steps" ADD CONSTRAINT "legal_steps_guard_decision_fkey" FOREIGN KEY ("borrower_id","guard_decision_id") REFERENCES "public"."guard_decisions"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_guard_decision_fkey" FOREIGN KEY ("borrower_id","guard_decision_id") REFERENCES "public"."guard_decisions"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_guard_decision_fkey" FOREIGN KEY ("borrower_id","guard_decision_id") REFERENCES "public"."guard_decisions"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "legal_steps_id_idx" ON "legal_steps" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "legal_steps_guard_decision_key" ON "legal_steps" USING btree ("borrower_id","guard_decision_id");--> statement-breakpoint
CREATE INDEX "legal_steps_case_idx" ON "legal_steps" USING btree ("borrower_id","case_id","taken_at");--> statement-breakpoint
CREATE INDEX "placements_id_idx" ON "placements" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "placements_guard_decision_key" ON "placements" USING btree ("borrower_id","guard_decision_id");--> statement-breakpoint
CREATE UNIQUE INDEX "placements_one_live_key" ON "placements" USING btree ("borrower_id","case_id") WHERE recalled_at is null;--> statement-breakpoint
CREATE INDEX "placements_agency_idx" ON "placements" USING btree ("lender_id","agency_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "visits_id_idx" ON "visits" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "visits_guard_decision_key" ON "visits" USING btree ("borrower_id","guard_decision_id");--> statement-breakpoint
CREATE INDEX "visits_case_idx" ON "visits" USING btree ("borrower_id","case_id","planned_for");--> statement-breakpoint
-- A visit, a placement or a legal step: its decision is of the same person, case and kind, allowed, at most ten minutes old; the unique index lets it be used once.
create function guard_work() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare d guard_decisions; v_at timestamptz := (to_jsonb(new) ->> tg_argv[1])::timestamptz;
begin
  select * into d from guard_decisions where borrower_id = new.borrower_id and id = new.guard_decision_id and lender_id = new.lender_id;
  if not found or d.decision <> 'allowed' or d.kind <> tg_argv[0] or d.case_id is distinct from new.case_id
     or guard_now(v_at) > d.decided_at + interval '10 minutes' or v_at < d.decided_at - interval '1 minute'
     or (tg_argv[0] = 'visit' and d.contact_point_id is distinct from (to_jsonb(new) ->> 'contact_point_id')::uuid) then
    raise exception 'a % needs a fresh, allowed decision of its own', tg_argv[0] using errcode = 'check_violation', constraint = tg_table_name || '_decision_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
revoke all on function guard_work() from public;
--> statement-breakpoint
create trigger visits_decision before insert on visits for each row execute function guard_work('visit', 'planned_at');
--> statement-breakpoint
create trigger placements_decision before insert on placements for each row execute function guard_work('placement', 'placed_at');
--> statement-breakpoint
create trigger legal_steps_decision before insert on legal_steps for each row execute function guard_work('legal_step', 'taken_at');
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['visits', 'placements', 'legal_steps'] loop
    execute format('alter table %I enable row level security', t);
    execute format($policy$create policy wall on %I for all to leeway_app, leeway_worker
      using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid)
        and ((select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')) or borrower_id = (select nullif(current_setting('app.borrower_id', true), '')::uuid)))
      with check (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid) and (select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')))$policy$, t);
    execute format('grant select, insert on %I to leeway_app, leeway_worker', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (recalled_at, recall_reason) on placements to leeway_app, leeway_worker;
