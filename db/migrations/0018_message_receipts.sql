ALTER TABLE "messages" ADD COLUMN "delivery" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "delivery_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_delivery_check" CHECK (("messages"."delivery" is null or "messages"."delivery" in ('delivered', 'undelivered')) and ("messages"."delivery" is null) = ("messages"."delivery_at" is null));--> statement-breakpoint
grant update (delivery, delivery_at) on messages to leeway_app, leeway_worker;
--> statement-breakpoint
-- A demand that arrived begins limitation anew: what a gateway said of a message that went out is said once.
create function message_receipt() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.delivery is distinct from old.delivery and (old.delivery is not null or old.status <> 'handed') then
    raise exception 'a receipt belongs to a message that went out and is kept once' using errcode = 'check_violation', constraint = 'messages_receipt_once_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger messages_receipt before update on messages for each row execute function message_receipt();
--> statement-breakpoint
revoke all on function message_receipt() from public;
