ALTER TABLE "escalations" DROP CONSTRAINT "escalations_kind_check";--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_kind_check";--> statement-breakpoint
ALTER TABLE "ledger_postings" DROP CONSTRAINT "ledger_postings_account_check";--> statement-breakpoint
ALTER TABLE "plans" DROP CONSTRAINT "plans_status_check";--> statement-breakpoint
ALTER TABLE "plans" DROP CONSTRAINT "plans_kind_check";--> statement-breakpoint
ALTER TABLE "loans" ADD COLUMN "watch_until" date;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "counter" jsonb;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "countered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_kind_check" CHECK ("escalations"."kind" in ('plan_approval', 'plan_broken', 'plan_counter', 'plan_review', 'help', 'complaint'));--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_kind_check" CHECK ("ledger_entries"."kind" in ('disbursement', 'billing', 'charge', 'payment', 'allocation_change', 'reversal', 'waiver', 'grant', 'opening'));--> statement-breakpoint
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_account_check" CHECK ("ledger_postings"."account" in ('receivable', 'funds', 'income', 'waived', 'written_off', 'deferred', 'credit', 'opening'));--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_counter_check" CHECK (("plans"."counter" is null) = ("plans"."countered_at" is null));--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_status_check" CHECK ("plans"."status" in ('awaiting_approval', 'offer', 'countered', 'accepted', 'active', 'grace', 'completed', 'broken', 'cancelled', 'declined', 'expired', 'superseded'));--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_kind_check" CHECK ("plans"."kind" in ('extension', 'instalments', 'holiday', 'step_up', 'token', 'settlement', 'lump_sum_plus'));