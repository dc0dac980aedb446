CREATE TABLE "credit_report_corrections" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'found' NOT NULL,
	"content" jsonb NOT NULL,
	"needs_notice" boolean NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"reason" text,
	"note" text,
	"asked_by" uuid,
	"asked_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_note" text,
	"new_line_id" uuid,
	CONSTRAINT "credit_report_corrections_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "credit_report_corrections_kind_check" CHECK ("credit_report_corrections"."kind" in ('replace', 'add')),
	CONSTRAINT "credit_report_corrections_status_check" CHECK ("credit_report_corrections"."status" in ('found', 'proposed', 'approved', 'lapsed')),
	CONSTRAINT "credit_report_corrections_reason_check" CHECK ("credit_report_corrections"."reason" in ('late_payment', 'reversal', 'dispute', 'told_since', 'error')),
	CONSTRAINT "credit_report_corrections_two_people_check" CHECK ("credit_report_corrections"."decided_by" <> "credit_report_corrections"."asked_by"),
	CONSTRAINT "credit_report_corrections_approved_check" CHECK (("credit_report_corrections"."status" = 'approved') = ("credit_report_corrections"."new_line_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "credit_report_lines" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"as_of" date NOT NULL,
	"state" text NOT NULL,
	"held_reason" text,
	"replaces_line_id" uuid,
	"loan_number" text NOT NULL,
	"borrower_number" text NOT NULL,
	"id_masked" text,
	"opened_on" date NOT NULL,
	"closed_on" date,
	"account_state" text NOT NULL,
	"status_code" text NOT NULL,
	"risk_class" text NOT NULL,
	"arrangement" text NOT NULL,
	"balance_cents" bigint NOT NULL,
	"overdue_cents" bigint NOT NULL,
	"dpd" integer NOT NULL,
	"is_disputed" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credit_report_lines_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "credit_report_lines_state_check" CHECK ("credit_report_lines"."state" in ('reported', 'held')),
	CONSTRAINT "credit_report_lines_held_check" CHECK (("credit_report_lines"."state" = 'held') = ("credit_report_lines"."held_reason" is not null)),
	CONSTRAINT "credit_report_lines_held_reason_check" CHECK ("credit_report_lines"."held_reason" in ('not_told', 'told_too_late', 'notice_blocked')),
	CONSTRAINT "credit_report_lines_account_check" CHECK ("credit_report_lines"."account_state" in ('active', 'settled', 'settled_for_less', 'written_off')),
	CONSTRAINT "credit_report_lines_status_check" CHECK ("credit_report_lines"."status_code" in ('*', 'N', '1', '2', '3', '4', '5', '6', '7', 'C', 'G')),
	CONSTRAINT "credit_report_lines_class_check" CHECK ("credit_report_lines"."risk_class" in ('normal', 'special_mention', 'substandard', 'doubtful', 'loss')),
	CONSTRAINT "credit_report_lines_arrangement_check" CHECK ("credit_report_lines"."arrangement" in ('none', 'plan', 'token', 'settlement')),
	CONSTRAINT "credit_report_lines_amounts_check" CHECK (least("credit_report_lines"."balance_cents", "credit_report_lines"."overdue_cents", "credit_report_lines"."dpd") >= 0)
);
--> statement-breakpoint
CREATE TABLE "credit_report_runs" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"as_of" date NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"built_to" uuid,
	"lines" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"disputed" integer DEFAULT 0 NOT NULL,
	"balance_cents" bigint NOT NULL,
	"overdue_cents" bigint NOT NULL,
	CONSTRAINT "credit_report_runs_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "credit_report_runs_day_key" UNIQUE("lender_id","kind","as_of"),
	CONSTRAINT "credit_report_runs_kind_check" CHECK ("credit_report_runs"."kind" in ('month', 'correction'))
);
--> statement-breakpoint
ALTER TABLE "credit_report_corrections" ADD CONSTRAINT "credit_report_corrections_line_fkey" FOREIGN KEY ("borrower_id","line_id") REFERENCES "public"."credit_report_lines"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_report_corrections" ADD CONSTRAINT "credit_report_corrections_new_line_fkey" FOREIGN KEY ("borrower_id","new_line_id") REFERENCES "public"."credit_report_lines"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_report_lines" ADD CONSTRAINT "credit_report_lines_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_report_lines" ADD CONSTRAINT "credit_report_lines_run_fkey" FOREIGN KEY ("lender_id","run_id") REFERENCES "public"."credit_report_runs"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_report_lines" ADD CONSTRAINT "credit_report_lines_replaces_fkey" FOREIGN KEY ("borrower_id","replaces_line_id") REFERENCES "public"."credit_report_lines"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_report_runs" ADD CONSTRAINT "credit_report_runs_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_report_corrections_id_idx" ON "credit_report_corrections" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_report_corrections_one_open_key" ON "credit_report_corrections" USING btree ("borrower_id","line_id") WHERE status in ('found', 'proposed');--> statement-breakpoint
CREATE INDEX "credit_report_corrections_inbox_idx" ON "credit_report_corrections" USING btree ("lender_id","status","id");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_report_lines_month_key" ON "credit_report_lines" USING btree ("borrower_id","loan_id","as_of") WHERE replaces_line_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_report_lines_replaced_key" ON "credit_report_lines" USING btree ("borrower_id","replaces_line_id");--> statement-breakpoint
CREATE INDEX "credit_report_lines_file_idx" ON "credit_report_lines" USING btree ("lender_id","run_id","state","borrower_id","id");--> statement-breakpoint
CREATE INDEX "credit_report_lines_held_idx" ON "credit_report_lines" USING btree ("lender_id","borrower_id") WHERE state = 'held';--> statement-breakpoint
-- Behind the walls: a borrower reads what was reported of them, not what staff prepare. A line is never changed.
do $$
declare
  t text;
  mine text := 'lender_id = (select nullif(current_setting(''app.lender_id'', true), '''')::uuid)';
  inside text := '(select current_setting(''app.actor_kind'', true) in (''staff'', ''system'', ''api''))';
  self text := 'borrower_id = (select nullif(current_setting(''app.borrower_id'', true), '''')::uuid)';
  wall text;
begin
  foreach t in array array['credit_report_runs', 'credit_report_lines', 'credit_report_corrections'] loop
    wall := case when t = 'credit_report_lines' then format('%s and (%s or %s)', mine, inside, self) else format('%s and %s', mine, inside) end;
    execute format('alter table %I enable row level security', t);
    execute format('create policy wall on %I for all to leeway_app, leeway_worker using (%s) with check (%s)', t, wall, wall);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on credit_report_runs, credit_report_lines, credit_report_corrections to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (finished_at, built_to, lines, held, disputed, balance_cents, overdue_cents) on credit_report_runs to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (status, content, kind, needs_notice, found_at, reason, note, asked_by, asked_at, decided_by, decided_at, decision_note, new_line_id) on credit_report_corrections
  to leeway_app, leeway_worker;
