ALTER TABLE "policy_changes" DROP CONSTRAINT "policy_changes_outcome_check";--> statement-breakpoint
ALTER TABLE "policy_changes" DROP CONSTRAINT "policy_changes_two_people_check";--> statement-breakpoint
ALTER TABLE "policy_changes" ADD CONSTRAINT "policy_changes_outcome_check" CHECK ("policy_changes"."outcome" in ('approved', 'returned', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "policy_changes" ADD CONSTRAINT "policy_changes_two_people_check" CHECK (("policy_changes"."outcome" = 'withdrawn') = ("policy_changes"."decided_by" = "policy_changes"."proposed_by"));--> statement-breakpoint
-- Whoever proposed a change takes it back while nobody has decided; nobody else does, and no number moves.
create function policy_withdraw(p_id uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v_lender uuid := guard_setting('app.lender_id')::uuid; v_person uuid := guard_setting('app.actor_id')::uuid; v_at timestamptz := guard_now(p_at); v_change policy_changes;
begin
  select * into v_change from policy_changes where lender_id = v_lender and id = p_id for update;
  if v_change.id is null then return; end if;
  if guard_setting('app.actor_kind') is distinct from 'staff' or v_change.proposed_by is distinct from v_person then
    raise exception 'a change is taken back by whoever proposed it' using errcode = 'check_violation', constraint = 'policy_changes_proposer_check';
  end if;
  if v_change.outcome is not null then
    raise exception 'this change was decided' using errcode = 'check_violation', constraint = 'policy_changes_once_check';
  end if;
  update policy_changes set outcome = 'withdrawn', decided_by = v_person, decided_at = v_at where lender_id = v_lender and id = p_id;
end $$;
--> statement-breakpoint
revoke all on function policy_withdraw(uuid, timestamptz) from public;
--> statement-breakpoint
grant execute on function policy_withdraw(uuid, timestamptz) to leeway_app;
