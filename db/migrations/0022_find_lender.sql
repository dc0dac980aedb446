-- Every request begins with its lender: one statement instead of a transaction that first says whose it is; a machine's key brings it along.
create function auth.find_lender(p_lender uuid)
returns setof lenders language sql stable security definer set search_path = public, pg_temp as $$
  select * from lenders where id = p_lender
$$;
--> statement-breakpoint
revoke all on function auth.find_lender(uuid) from public;
--> statement-breakpoint
grant execute on function auth.find_lender(uuid) to leeway_app, leeway_worker;
--> statement-breakpoint
drop function auth.find_api_key(bytea);
--> statement-breakpoint
create function auth.find_api_key(p_key_hash bytea)
returns table (lender_id uuid, key_id uuid, scopes text[], agency_id uuid, lender json)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.lender_id, k.id, k.scopes, k.agency_id, row_to_json(l) from auth.api_keys k join lenders l on l.id = k.lender_id
  where k.key_hash = p_key_hash and k.revoked_at is null
$$;
--> statement-breakpoint
revoke all on function auth.find_api_key(bytea) from public;
--> statement-breakpoint
grant execute on function auth.find_api_key(bytea) to leeway_app;
