CREATE TABLE "rule_packs" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"version" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"body" jsonb NOT NULL,
	"effective_from" date NOT NULL,
	"drafted_by" uuid NOT NULL,
	"drafted_at" timestamp (3) with time zone NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"note" text,
	CONSTRAINT "rule_packs_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "rule_packs_code_version_key" UNIQUE("lender_id","code","version"),
	CONSTRAINT "rule_packs_status_check" CHECK ("rule_packs"."status" in ('draft', 'proposed', 'published', 'returned')),
	CONSTRAINT "rule_packs_proposed_check" CHECK (("rule_packs"."status" in ('proposed', 'published')) <= ("rule_packs"."proposed_by" is not null)),
	CONSTRAINT "rule_packs_two_people_check" CHECK ("rule_packs"."status" <> 'published' or ("rule_packs"."decided_by" is not null and "rule_packs"."decided_by" <> "rule_packs"."proposed_by" and "rule_packs"."decided_by" <> "rule_packs"."drafted_by"))
);
--> statement-breakpoint
ALTER TABLE "contacts" DROP CONSTRAINT "contacts_kind_check";--> statement-breakpoint
ALTER TABLE "guard_decisions" DROP CONSTRAINT "guard_decisions_kind_check";--> statement-breakpoint
ALTER TABLE "guard_decisions" DROP CONSTRAINT "guard_decisions_decision_check";--> statement-breakpoint
ALTER TABLE "guard_decisions" ADD COLUMN "given_reason" text;--> statement-breakpoint
ALTER TABLE "rule_packs" ADD CONSTRAINT "rule_packs_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rule_packs_effective_idx" ON "rule_packs" USING btree ("lender_id","status","code","effective_from");--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_kind_check" CHECK ("contacts"."kind" in ('call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'third_party_call'));--> statement-breakpoint
ALTER TABLE "guard_decisions" ADD CONSTRAINT "guard_decisions_kind_check" CHECK ("guard_decisions"."kind" in ('call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'third_party_call', 'visit', 'placement', 'legal_step'));--> statement-breakpoint
ALTER TABLE "guard_decisions" ADD CONSTRAINT "guard_decisions_decision_check" CHECK ("guard_decisions"."decision" in ('allowed', 'blocked', 'needs_reason'));