CREATE TABLE "credit_report_withdrawals" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_note" text,
	CONSTRAINT "credit_report_withdrawals_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "credit_report_withdrawals_status_check" CHECK ("credit_report_withdrawals"."status" in ('proposed', 'approved', 'returned')),
	CONSTRAINT "credit_report_withdrawals_reason_check" CHECK ("credit_report_withdrawals"."reason" in ('mistaken_identity', 'identity_theft', 'fraud', 'not_ours')),
	CONSTRAINT "credit_report_withdrawals_two_people_check" CHECK ("credit_report_withdrawals"."decided_by" <> "credit_report_withdrawals"."asked_by"),
	CONSTRAINT "credit_report_withdrawals_decided_check" CHECK (("credit_report_withdrawals"."status" = 'proposed') = ("credit_report_withdrawals"."decided_by" is null))
);
--> statement-breakpoint
ALTER TABLE "credit_report_lines" DROP CONSTRAINT "credit_report_lines_state_check";--> statement-breakpoint
ALTER TABLE "escalations" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "holds" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "thread_messages" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_report_withdrawals" ADD CONSTRAINT "credit_report_withdrawals_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_report_withdrawals_id_idx" ON "credit_report_withdrawals" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_report_withdrawals_one_key" ON "credit_report_withdrawals" USING btree ("borrower_id","loan_id") WHERE status in ('proposed', 'approved');--> statement-breakpoint
CREATE INDEX "credit_report_withdrawals_inbox_idx" ON "credit_report_withdrawals" USING btree ("lender_id","status","id");--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_case_check" CHECK ("escalations"."case_id" is not null or "escalations"."kind" = 'help');--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_case_check" CHECK ("holds"."case_id" is not null or "holds"."reason" = 'dispute');--> statement-breakpoint
ALTER TABLE "credit_report_lines" ADD CONSTRAINT "credit_report_lines_ended_check" CHECK ("credit_report_lines"."state" in ('reported', 'held') or "credit_report_lines"."replaces_line_id" is not null);--> statement-breakpoint
ALTER TABLE "credit_report_lines" ADD CONSTRAINT "credit_report_lines_state_check" CHECK ("credit_report_lines"."state" in ('reported', 'held', 'withdrawn', 'dropped'));--> statement-breakpoint
ALTER TABLE "thread_messages" ADD CONSTRAINT "thread_messages_case_check" CHECK ("thread_messages"."case_id" is not null or "thread_messages"."topic" in ('not_mine', 'amount_wrong', 'already_paid', 'other_dispute', 'reply'));--> statement-breakpoint
-- Staff's own: a borrower reads in the lines what was taken back.
alter table credit_report_withdrawals enable row level security;
--> statement-breakpoint
create policy wall on credit_report_withdrawals for all to leeway_app, leeway_worker
  using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid)
    and (select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')))
  with check (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid)
    and (select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')));
--> statement-breakpoint
grant select, insert on credit_report_withdrawals to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (status, decided_by, decided_at, decision_note) on credit_report_withdrawals to leeway_app, leeway_worker;
--> statement-breakpoint
create trigger credit_report_withdrawals_said_once before update on credit_report_withdrawals for each row execute function said_once('decided_at');
--> statement-breakpoint
-- Nothing more is told of a loan that was taken back; whoever takes it back holds the same lock as whoever makes a report.
create function credit_report_lines_stay() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.state in ('reported', 'held') and exists (select from credit_report_withdrawals w
      where w.borrower_id = new.borrower_id and w.loan_id = new.loan_id and w.status = 'approved') then
    raise exception 'loan % was taken back', new.loan_id using errcode = 'check_violation', constraint = 'credit_report_lines_withdrawn_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger credit_report_lines_stay before insert on credit_report_lines for each row execute function credit_report_lines_stay();
