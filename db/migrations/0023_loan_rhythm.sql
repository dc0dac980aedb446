ALTER TABLE "loans" DROP CONSTRAINT "loans_method_check";--> statement-breakpoint
ALTER TABLE "loans" ADD COLUMN "frequency" text DEFAULT 'monthly' NOT NULL;--> statement-breakpoint
ALTER TABLE "loans" ADD COLUMN "day_count" text;--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_frequency_check" CHECK ("loans"."frequency" in ('monthly', 'fortnightly', 'weekly'));--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_day_count_check" CHECK ("loans"."day_count" in ('30/360', 'act/360', 'act/365', 'act/act'));--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_method_check" CHECK ("loans"."method" in ('equal_instalment', 'equal_principal', 'flat', 'interest_first'));