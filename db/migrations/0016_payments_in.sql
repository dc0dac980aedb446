CREATE TABLE "bank_line_parts" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "bank_line_parts_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "bank_line_parts_payment_key" UNIQUE("borrower_id","payment_id")
);
--> statement-breakpoint
CREATE TABLE "bank_lines" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"statement_id" uuid,
	"row_number" integer NOT NULL,
	"identity" text NOT NULL,
	"booked_on" date NOT NULL,
	"amount_cents" bigint NOT NULL,
	"channel" text NOT NULL,
	"reference" text,
	"outcome" text NOT NULL,
	"state" text NOT NULL,
	"match" jsonb,
	"sealed" jsonb NOT NULL,
	"payer_index" "bytea",
	"problem" text,
	"not_ours_reason" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	CONSTRAINT "bank_lines_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "bank_lines_row_key" UNIQUE("lender_id","statement_id","row_number"),
	CONSTRAINT "bank_lines_source_check" CHECK ("bank_lines"."source" in ('bank', 'agency', 'provider')),
	CONSTRAINT "bank_lines_outcome_check" CHECK ("bank_lines"."outcome" in ('sure', 'suggested', 'unmatched', 'duplicate')),
	CONSTRAINT "bank_lines_state_check" CHECK ("bank_lines"."state" in ('checked', 'waiting', 'posted', 'not_ours', 'duplicate')),
	CONSTRAINT "bank_lines_amount_check" CHECK ("bank_lines"."amount_cents" > 0),
	CONSTRAINT "bank_lines_not_ours_check" CHECK (("bank_lines"."state" = 'not_ours') = ("bank_lines"."not_ours_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "bank_statements" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"encoding" text,
	"status" text NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"problem" jsonb,
	"processed_rows" integer DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"applied_at" timestamp (3) with time zone,
	CONSTRAINT "bank_statements_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "bank_statements_source_check" CHECK ("bank_statements"."source" in ('bank', 'agency')),
	CONSTRAINT "bank_statements_status_check" CHECK ("bank_statements"."status" in ('checking', 'checked', 'applying', 'applied', 'refused', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "payment_proposals" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"loan_id" uuid,
	"target_number" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"effective_on" date NOT NULL,
	"channel" text NOT NULL,
	"reference" text NOT NULL,
	"reason" text,
	"request_id" uuid NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_note" text,
	"result_id" uuid,
	CONSTRAINT "payment_proposals_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "payment_proposals_request_key" UNIQUE("lender_id","request_id"),
	CONSTRAINT "payment_proposals_kind_check" CHECK ("payment_proposals"."kind" in ('payment', 'refund')),
	CONSTRAINT "payment_proposals_status_check" CHECK ("payment_proposals"."status" in ('waiting', 'confirmed', 'declined')),
	CONSTRAINT "payment_proposals_amount_check" CHECK ("payment_proposals"."amount_cents" > 0),
	CONSTRAINT "payment_proposals_two_people_check" CHECK ("payment_proposals"."decided_by" <> "payment_proposals"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	"effective_on" date NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "refunds_amount_check" CHECK ("refunds"."amount_cents" > 0)
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"type" text NOT NULL,
	"reference" text NOT NULL,
	"state" text NOT NULL,
	"answer" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_events_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "webhook_events_event_key" UNIQUE("lender_id","event_id"),
	CONSTRAINT "webhook_events_state_check" CHECK ("webhook_events"."state" in ('done', 'held'))
);
--> statement-breakpoint
CREATE TABLE "webhook_secrets" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider" text NOT NULL,
	"secret_cipher" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_secrets_pkey" PRIMARY KEY("lender_id","id")
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_kind_check";--> statement-breakpoint
ALTER TABLE "payment_allocations" DROP CONSTRAINT "payment_allocations_component_check";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "reversal_kind" text;--> statement-breakpoint
ALTER TABLE "bank_line_parts" ADD CONSTRAINT "bank_line_parts_line_fkey" FOREIGN KEY ("lender_id","line_id") REFERENCES "public"."bank_lines"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_line_parts" ADD CONSTRAINT "bank_line_parts_payment_fkey" FOREIGN KEY ("borrower_id","payment_id") REFERENCES "public"."payments"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_statement_fkey" FOREIGN KEY ("lender_id","statement_id") REFERENCES "public"."bank_statements"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_proposals" ADD CONSTRAINT "payment_proposals_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_secrets" ADD CONSTRAINT "webhook_secrets_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bank_line_parts_line_idx" ON "bank_line_parts" USING btree ("lender_id","line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_lines_identity_key" ON "bank_lines" USING btree ("lender_id","identity") WHERE state in ('waiting', 'posted', 'not_ours');--> statement-breakpoint
CREATE INDEX "bank_lines_inbox_idx" ON "bank_lines" USING btree ("lender_id","state","id");--> statement-breakpoint
CREATE INDEX "bank_lines_payer_idx" ON "bank_lines" USING btree ("lender_id","payer_index");--> statement-breakpoint
CREATE INDEX "bank_statements_recent_idx" ON "bank_statements" USING btree ("lender_id","created_at");--> statement-breakpoint
CREATE INDEX "payment_proposals_id_idx" ON "payment_proposals" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_proposals_one_refund_key" ON "payment_proposals" USING btree ("borrower_id","loan_id") WHERE kind = 'refund' and status = 'waiting';--> statement-breakpoint
CREATE INDEX "payment_proposals_inbox_idx" ON "payment_proposals" USING btree ("lender_id","status","id");--> statement-breakpoint
CREATE INDEX "refunds_loan_idx" ON "refunds" USING btree ("borrower_id","loan_id");--> statement-breakpoint
CREATE INDEX "webhook_events_reference_idx" ON "webhook_events" USING btree ("lender_id","reference");--> statement-breakpoint
CREATE INDEX "webhook_secrets_live_idx" ON "webhook_secrets" USING btree ("lender_id","ended_at");--> statement-breakpoint
CREATE INDEX "borrowers_name_idx" ON "borrowers" USING btree ("lender_id","name");--> statement-breakpoint
CREATE INDEX "cases_due_amount_idx" ON "cases" USING btree ("lender_id","due_cents") WHERE status = 'open';--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_kind_check" CHECK ("ledger_entries"."kind" in ('disbursement', 'billing', 'charge', 'payment', 'allocation_change', 'reversal', 'waiver', 'grant', 'opening', 'refund'));--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_component_check" CHECK ("payment_allocations"."component" in ('principal', 'interest', 'penalty', 'fee', 'cost', 'overpaid', 'refunded'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_reversal_kind_check" CHECK ("payments"."reversal_kind" in ('correction', 'refund', 'chargeback'));--> statement-breakpoint
-- Behind the walls: what staff prepare is not the borrower's to read; their refunds are.
do $$
declare
  t text;
  mine text := 'lender_id = (select nullif(current_setting(''app.lender_id'', true), '''')::uuid)';
  inside text := '(select current_setting(''app.actor_kind'', true) in (''staff'', ''system'', ''api''))';
  self text := 'borrower_id = (select nullif(current_setting(''app.borrower_id'', true), '''')::uuid)';
  wall text;
begin
  foreach t in array array['bank_statements', 'bank_lines', 'bank_line_parts', 'webhook_secrets', 'webhook_events', 'payment_proposals', 'refunds'] loop
    wall := case when t = 'refunds' then format('%s and (%s or %s)', mine, inside, self) else format('%s and %s', mine, inside) end;
    execute format('alter table %I enable row level security', t);
    execute format('create policy wall on %I for all to leeway_app, leeway_worker using (%s) with check (%s)', t, wall, wall);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on bank_statements, bank_lines, bank_line_parts, webhook_secrets, webhook_events, payment_proposals, refunds to leeway_app, leeway_worker;
--> statement-breakpoint
grant update on bank_statements to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (state, outcome, match, problem, not_ours_reason, attempt, decided_at, decided_by) on bank_lines to leeway_app, leeway_worker;
--> statement-breakpoint
grant delete on bank_lines to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (undone_at) on bank_line_parts to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (ended_at) on webhook_secrets to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (state, answer) on webhook_events to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (status, decided_by, decided_at, decision_note, result_id) on payment_proposals to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (reversal_kind) on payments to leeway_app, leeway_worker;
--> statement-breakpoint
-- Only a line that was never taken in may be taken away again with its file.
create function bank_lines_stay() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state <> 'checked' then
    raise exception 'a line taken in stays' using errcode = 'check_violation', constraint = 'bank_lines_stay_check';
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger bank_lines_stay before delete on bank_lines for each row execute function bank_lines_stay();
