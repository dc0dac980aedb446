-- Row-level security on every table, and the grants. Policies compare row columns with settings, wrapped so that they are read once a query.
do $$
declare
  t record;
  mine text := 'lender_id = (select nullif(current_setting(''app.lender_id'', true), '''')::uuid)';
  -- One boolean read once a query: the planner takes it for half the rows, where `setting in (…)` looks like next to none and costs the index.
  inside text := '(select current_setting(''app.actor_kind'', true) in (''staff'', ''system'', ''api''))';
  self text := '= (select nullif(current_setting(''app.borrower_id'', true), '''')::uuid)';
  wall text;
begin
  for t in
    select c.oid::regclass as name, c.relname,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'lender_id') as has_lender,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'borrower_id') as has_borrower
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  loop
    wall := case
      when t.relname = 'guard_clock' then 'false'
      when t.relname = 'lenders' then replace(mine, 'lender_id =', 'id =')
      when t.relname in ('templates', 'strategies') then mine
      when t.relname = 'borrowers' then format('%s and (%s or id %s)', mine, inside, self)
      when t.has_borrower then format('%s and (%s or borrower_id %s)', mine, inside, self)
      else format('%s and %s', mine, inside)
    end;
    execute format('alter table %s enable row level security', t.name);
    execute format('create policy wall on %s for all to leeway_app, leeway_worker using (%s) with check (%s)', t.name, wall, wall);
  end loop;
end $$;
--> statement-breakpoint
grant usage on schema public to leeway_app, leeway_worker;
--> statement-breakpoint
grant select on all tables in schema public to leeway_app, leeway_worker;
--> statement-breakpoint
revoke select on guard_clock from leeway_app, leeway_worker;
--> statement-breakpoint
grant insert on borrowers, contact_points, search_tokens, loans, loan_schedules, instalments, loan_charges, ledger_entries, ledger_postings,
  payments, payment_parts, payment_allocations, cases, case_notes, holds, escalations, contacts, messages, promises, hardship_applications,
  budget_lines, evidence_requests, thread_messages, documents, document_pages, plans, plan_instalments, plan_signatures,
  imports, import_rows, import_mappings, audit_events, job_runs, staff_accounts, staff_roles, templates, strategies
  to leeway_app, leeway_worker;
--> statement-breakpoint
grant update on borrowers, contact_points, loans, cases, holds, escalations, promises, hardship_applications, budget_lines, evidence_requests,
  documents, plans, imports, import_rows, import_mappings, job_runs, staff_accounts, templates, strategies to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (status, reversed_at, reversal_reason) on payments to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (revoked_at) on payment_allocations to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (cancelled_at) on loan_charges to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (outcome, reason_code, note, settled_at) on contacts to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (status, contact_id, handed_at, blocked_by, send_after) on messages to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (reminded_at) on plan_instalments to leeway_app, leeway_worker;
--> statement-breakpoint
grant update (read_at) on thread_messages to leeway_app, leeway_worker;
--> statement-breakpoint
grant delete on search_tokens, budget_lines, import_rows, staff_roles to leeway_app, leeway_worker;
--> statement-breakpoint
-- Postings of an entry sum to zero, per component, when the transaction ends.
create function ledger_balances() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select coalesce(sum(amount_cents), 0) from ledger_postings where borrower_id = new.borrower_id and entry_id = new.entry_id) <> 0 then
    raise exception 'ledger entry % does not balance', new.entry_id using errcode = 'check_violation', constraint = 'ledger_postings_balance_check';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_postings_balance after insert on ledger_postings
  deferrable initially deferred for each row execute function ledger_balances();
