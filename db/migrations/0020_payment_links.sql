CREATE TABLE "payment_links" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"request_id" uuid NOT NULL,
	"sent_by" uuid,
	"state" text DEFAULT 'created' NOT NULL,
	"provider_reference" text,
	"address" text,
	"payment_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "payment_links_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "payment_links_request_key" UNIQUE("borrower_id","request_id"),
	CONSTRAINT "payment_links_state_check" CHECK ("payment_links"."state" in ('created', 'paid', 'declined', 'expired')),
	CONSTRAINT "payment_links_amount_check" CHECK ("payment_links"."amount_cents" > 0),
	CONSTRAINT "payment_links_paid_check" CHECK (("payment_links"."state" = 'paid') = ("payment_links"."payment_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "webhook_events" DROP CONSTRAINT "webhook_events_state_check";--> statement-breakpoint
ALTER TABLE "bank_lines" ADD COLUMN "proposed" jsonb;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD COLUMN "proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD COLUMN "proposed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "decision_note" text;--> statement-breakpoint
ALTER TABLE "payment_links" ADD CONSTRAINT "payment_links_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_links" ADD CONSTRAINT "payment_links_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_links" ADD CONSTRAINT "payment_links_payment_fkey" FOREIGN KEY ("borrower_id","payment_id") REFERENCES "public"."payments"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_links_id_idx" ON "payment_links" USING btree ("id");--> statement-breakpoint
CREATE INDEX "payment_links_recent_idx" ON "payment_links" USING btree ("borrower_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_events_open_idx" ON "webhook_events" USING btree ("lender_id","state","id");--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_proposed_check" CHECK (("bank_lines"."proposed" is null) = ("bank_lines"."proposed_by" is null));--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_two_people_check" CHECK ("bank_lines"."decided_by" <> "bank_lines"."proposed_by");--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_settled_check" CHECK (("webhook_events"."state" = 'settled') = ("webhook_events"."decided_by" is not null));--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_state_check" CHECK ("webhook_events"."state" in ('done', 'held', 'refused', 'settled'));--> statement-breakpoint
-- Behind the walls: the borrower's own, and the lender's staff and machines; an agency has no business with it.
alter table payment_links enable row level security;
--> statement-breakpoint
create policy wall on payment_links for all to leeway_app, leeway_worker
  using (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid)
    and ((select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')) or borrower_id = (select nullif(current_setting('app.borrower_id', true), '')::uuid)))
  with check (lender_id = (select nullif(current_setting('app.lender_id', true), '')::uuid)
    and ((select current_setting('app.actor_kind', true) in ('staff', 'system', 'api')) or borrower_id = (select nullif(current_setting('app.borrower_id', true), '')::uuid)));
--> statement-breakpoint
grant select, insert on payment_links to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (state, provider_reference, address, payment_id, settled_at) on payment_links to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (decided_by, decided_at, decision_note) on webhook_events to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (proposed, proposed_by, proposed_at) on bank_lines to leeway_app, leeway_worker;
--> statement-breakpoint
-- created → paid | declined | expired; money that comes after all makes either of the last two paid. Only the provider's word pays.
create function payment_links_move() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state <> new.state and (old.state, new.state) not in
     (('created', 'paid'), ('created', 'declined'), ('created', 'expired'), ('declined', 'paid'), ('expired', 'paid')) then
    raise exception 'a payment link cannot move from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'payment_links_move_check';
  end if;
  if old.state = 'paid' and (new.payment_id is distinct from old.payment_id) then
    raise exception 'a paid link keeps its payment' using errcode = 'check_violation', constraint = 'payment_links_move_check';
  end if;
  if new.state = 'paid' and old.state <> 'paid' and current_setting('app.actor_kind', true) in ('borrower', 'staff', 'agency') then
    raise exception 'only the provider says that a link is paid' using errcode = 'check_violation', constraint = 'payment_links_move_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payment_links_move before update on payment_links for each row execute function payment_links_move();
