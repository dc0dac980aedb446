DROP INDEX "cases_queue_idx";--> statement-breakpoint
DROP INDEX "cases_owner_queue_idx";--> statement-breakpoint
DROP INDEX "cases_stage_queue_idx";--> statement-breakpoint
DROP INDEX "cases_due_queue_idx";--> statement-breakpoint
DROP INDEX "cases_snoozed_idx";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "wakes_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "cases" c SET "wakes_at" = c."sleeping_until"::timestamp AT TIME ZONE l."time_zone" FROM "lenders" l WHERE l."id" = c."lender_id" AND c."sleeping_until" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_queue_idx" ON "cases" USING btree ("lender_id","queue","rank_score","id","wakes_at","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_owner_queue_idx" ON "cases" USING btree ("lender_id","owner_id","queue","rank_score","id","wakes_at","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_stage_queue_idx" ON "cases" USING btree ("lender_id","queue","stage","rank_score","id","wakes_at","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_due_queue_idx" ON "cases" USING btree ("lender_id","queue","oldest_unpaid_due_on","id","wakes_at","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_snoozed_idx" ON "cases" USING btree ("lender_id","wakes_at") WHERE wakes_at is not null;--> statement-breakpoint
ALTER TABLE "cases" DROP COLUMN "sleeping_until";