ALTER TABLE "promises" ADD COLUMN "partial_ppm" integer;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "missed_due_on" date;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "grace_until" date;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "cure_until" date;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "end_note" text;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_notice_check" CHECK (("plans"."missed_due_on" is null) = ("plans"."grace_until" is null));--> statement-breakpoint
update promises p set partial_ppm = (l.policy #>> array['promises', 'kinds', p.kind, 'partialPpm'])::integer from lenders l where l.id = p.lender_id;
