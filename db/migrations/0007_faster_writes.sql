DROP INDEX "instalments_id_idx";--> statement-breakpoint
DROP INDEX "loan_schedules_id_idx";--> statement-breakpoint
DROP INDEX "ledger_entries_id_idx";--> statement-breakpoint
DROP INDEX "ledger_postings_id_idx";--> statement-breakpoint
DROP INDEX "payment_allocations_id_idx";--> statement-breakpoint
DROP INDEX "payment_parts_id_idx";--> statement-breakpoint
DROP INDEX "cases_queue_idx";--> statement-breakpoint
DROP INDEX "cases_owner_queue_idx";--> statement-breakpoint
CREATE INDEX "cases_stage_queue_idx" ON "cases" USING btree ("lender_id","queue","stage","rank_score","id","sleeping_until","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_due_queue_idx" ON "cases" USING btree ("lender_id","queue","oldest_unpaid_due_on","id","sleeping_until","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_snoozed_idx" ON "cases" USING btree ("lender_id","sleeping_until") WHERE sleeping_until is not null;--> statement-breakpoint
CREATE INDEX "cases_queue_idx" ON "cases" USING btree ("lender_id","queue","rank_score","id","sleeping_until","borrower_id");--> statement-breakpoint
CREATE INDEX "cases_owner_queue_idx" ON "cases" USING btree ("lender_id","owner_id","queue","rank_score","id","sleeping_until","borrower_id");--> statement-breakpoint
DROP TRIGGER "ledger_postings_balance" ON "ledger_postings";--> statement-breakpoint
-- Looked at once a statement instead of once a posting: what each statement adds to an entry sums to zero, so every entry always does.
CREATE OR REPLACE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
declare v_entry uuid;
begin
  select entry_id into v_entry from added group by borrower_id, entry_id having sum(amount_cents) <> 0 limit 1;
  if found then
    raise exception 'ledger entry % does not balance', v_entry using errcode = 'check_violation', constraint = 'ledger_postings_balance_check';
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER "ledger_postings_balance" AFTER INSERT ON "ledger_postings"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_balances();
