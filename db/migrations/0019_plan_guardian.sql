CREATE TABLE "plan_adjustments" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"due_on" date NOT NULL,
	"parts" jsonb NOT NULL,
	"interest_cents" bigint NOT NULL,
	"penalty_cents" bigint NOT NULL,
	"made_by_kind" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plan_adjustments_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "plan_adjustments_version_key" UNIQUE("borrower_id","plan_id","version"),
	CONSTRAINT "plan_adjustments_kind_check" CHECK ("plan_adjustments"."kind" in ('move', 'split')),
	CONSTRAINT "plan_adjustments_cost_check" CHECK (least("plan_adjustments"."interest_cents", "plan_adjustments"."penalty_cents") >= 0)
);
--> statement-breakpoint
CREATE TABLE "plan_check_ins" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "plan_check_ins_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "plan_check_ins_date_key" UNIQUE("borrower_id","plan_id","due_on"),
	CONSTRAINT "plan_check_ins_answer_check" CHECK ("plan_check_ins"."answer" in ('yes', 'move', 'changed')),
	CONSTRAINT "plan_check_ins_answered_check" CHECK (("plan_check_ins"."answer" is null) = ("plan_check_ins"."answered_at" is null))
);
--> statement-breakpoint
ALTER TABLE "plan_instalments" DROP CONSTRAINT "plan_instalments_number_key";--> statement-breakpoint
ALTER TABLE "plan_instalments" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "schedule_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_adjustments" ADD CONSTRAINT "plan_adjustments_plan_fkey" FOREIGN KEY ("borrower_id","plan_id") REFERENCES "public"."plans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_check_ins" ADD CONSTRAINT "plan_check_ins_plan_fkey" FOREIGN KEY ("borrower_id","plan_id") REFERENCES "public"."plans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_adjustments_id_idx" ON "plan_adjustments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "plan_check_ins_id_idx" ON "plan_check_ins" USING btree ("id");--> statement-breakpoint
ALTER TABLE "plan_instalments" ADD CONSTRAINT "plan_instalments_number_key" UNIQUE("borrower_id","plan_id","version","loan_id","number");--> statement-breakpoint
do $$
declare
  t text;
  mine text := 'lender_id = (select nullif(current_setting(''app.lender_id'', true), '''')::uuid)';
  inside text := '(select current_setting(''app.actor_kind'', true) in (''staff'', ''system'', ''api''))';
  self text := 'borrower_id = (select nullif(current_setting(''app.borrower_id'', true), '''')::uuid)';
  wall text;
begin
  foreach t in array array['plan_adjustments', 'plan_check_ins'] loop
    wall := format('%s and (%s or %s)', mine, inside, self);
    execute format('alter table %I enable row level security', t);
    execute format('create policy wall on %I for all to leeway_app, leeway_worker using (%s) with check (%s)', t, wall, wall);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on plan_adjustments, plan_check_ins to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (answer, answered_at) on plan_check_ins to leeway_app, leeway_worker;
