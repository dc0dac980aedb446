CREATE TABLE "lenders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh_cn" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text NOT NULL,
	"hotline" text NOT NULL,
	"packs" text[] NOT NULL,
	"policy" jsonb NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lenders_slug_key" UNIQUE("slug"),
	CONSTRAINT "lenders_currency_check" CHECK ("lenders"."currency" in ('CNY', 'USD', 'GBP')),
	CONSTRAINT "lenders_locale_check" CHECK ("lenders"."locale" in ('zh-CN', 'en'))
);
--> statement-breakpoint
CREATE TABLE "strategies" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"version" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh_cn" text NOT NULL,
	"steps" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "strategies_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "strategies_code_version_key" UNIQUE("lender_id","code","version")
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"channel" text NOT NULL,
	"purpose" text NOT NULL,
	"subject_en" text NOT NULL,
	"subject_zh_cn" text NOT NULL,
	"body_en" text NOT NULL,
	"body_zh_cn" text NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "templates_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "templates_code_channel_key" UNIQUE("lender_id","code","channel"),
	CONSTRAINT "templates_channel_check" CHECK ("templates"."channel" in ('sms', 'email', 'letter', 'app_message'))
);
--> statement-breakpoint
CREATE TABLE "staff_accounts" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"totp_cipher" "bytea",
	"capacity" integer DEFAULT 200 NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_accounts_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "staff_accounts_email_key" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_roles" (
	"lender_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_roles_pkey" PRIMARY KEY("lender_id","staff_id","role"),
	CONSTRAINT "staff_roles_role_check" CHECK ("staff_roles"."role" in ('collector', 'negotiator', 'reviewer', 'supervisor', 'field_visitor', 'legal_officer', 'compliance', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "borrowers" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL,
	"time_zone" text NOT NULL,
	"address" text,
	"id_masked" text,
	"id_cipher" "bytea",
	"id_index" "bytea",
	"id_last_four_index" "bytea",
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "borrowers_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "borrowers_number_key" UNIQUE("lender_id","number"),
	CONSTRAINT "borrowers_locale_check" CHECK ("borrowers"."locale" in ('zh-CN', 'en'))
);
--> statement-breakpoint
CREATE TABLE "contact_points" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"relation" text NOT NULL,
	"person_name" text,
	"value_masked" text NOT NULL,
	"value_cipher" "bytea" NOT NULL,
	"value_index" "bytea" NOT NULL,
	"consent" text DEFAULT 'unknown' NOT NULL,
	"validity" text DEFAULT 'unknown' NOT NULL,
	"time_zone" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_points_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "contact_points_value_key" UNIQUE("borrower_id","kind","value_index"),
	CONSTRAINT "contact_points_kind_check" CHECK ("contact_points"."kind" in ('phone', 'email', 'address')),
	CONSTRAINT "contact_points_relation_check" CHECK ("contact_points"."relation" in ('self', 'spouse', 'parent', 'child', 'relative', 'friend', 'colleague', 'employer', 'other')),
	CONSTRAINT "contact_points_consent_check" CHECK ("contact_points"."consent" in ('unknown', 'granted', 'refused')),
	CONSTRAINT "contact_points_validity_check" CHECK ("contact_points"."validity" in ('unknown', 'valid', 'invalid', 'wrong_person'))
);
--> statement-breakpoint
CREATE TABLE "search_tokens" (
	"lender_id" uuid NOT NULL,
	"token" "bytea" NOT NULL,
	"borrower_id" uuid NOT NULL,
	CONSTRAINT "search_tokens_pkey" PRIMARY KEY("lender_id","token","borrower_id")
);
--> statement-breakpoint
CREATE TABLE "case_notes" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"body" text NOT NULL,
	"author_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_notes_pkey" PRIMARY KEY("borrower_id","id")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"number" text NOT NULL,
	"currency" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"queue" text DEFAULT 'work' NOT NULL,
	"stage" text NOT NULL,
	"owner_id" uuid,
	"agency_id" uuid,
	"oldest_unpaid_due_on" date,
	"due_cents" bigint NOT NULL,
	"balance_cents" bigint NOT NULL,
	"figures_on" date NOT NULL,
	"rank_score" integer DEFAULT 0 NOT NULL,
	"rank_reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sleeping_until" date,
	"claimed_by" uuid,
	"claimed_until" timestamp (3) with time zone,
	"last_contact_at" timestamp (3) with time zone,
	"strategy_code" text NOT NULL,
	"strategy_version" text NOT NULL,
	"opened_on" date NOT NULL,
	"closed_on" date,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cases_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "cases_number_key" UNIQUE("lender_id","number"),
	CONSTRAINT "cases_status_check" CHECK ("cases"."status" in ('open', 'closed')),
	CONSTRAINT "cases_queue_check" CHECK ("cases"."queue" in ('work', 'held', 'plan', 'closed')),
	CONSTRAINT "cases_stage_check" CHECK ("cases"."stage" in ('pre_due', 'early', 'middle', 'late', 'legal'))
);
--> statement-breakpoint
CREATE TABLE "escalations" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid,
	"status" text DEFAULT 'open' NOT NULL,
	"facts" jsonb NOT NULL,
	"raised_by_kind" text NOT NULL,
	"raised_by" uuid,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"due_on" date NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_note" text,
	CONSTRAINT "escalations_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "escalations_kind_check" CHECK ("escalations"."kind" in ('plan_approval', 'plan_broken', 'help', 'complaint')),
	CONSTRAINT "escalations_status_check" CHECK ("escalations"."status" in ('open', 'approved', 'changed', 'returned', 'withdrawn', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"source_id" uuid,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_reason" text,
	CONSTRAINT "holds_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "holds_reason_check" CHECK ("holds"."reason" in ('hardship', 'dispute', 'complaint', 'promise', 'bereavement', 'illness', 'insolvency', 'lawyer', 'other')),
	CONSTRAINT "holds_period_check" CHECK ("holds"."ends_at" > "holds"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "instalments" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"number" integer NOT NULL,
	"due_on" date NOT NULL,
	"principal_cents" bigint NOT NULL,
	"interest_cents" bigint NOT NULL,
	"penalty_cents" bigint NOT NULL,
	"fee_cents" bigint NOT NULL,
	CONSTRAINT "instalments_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "instalments_number_key" UNIQUE("borrower_id","loan_id","version","number"),
	CONSTRAINT "instalments_amounts_check" CHECK (least("instalments"."principal_cents", "instalments"."interest_cents", "instalments"."penalty_cents", "instalments"."fee_cents") >= 0)
);
--> statement-breakpoint
CREATE TABLE "loan_charges" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"component" text NOT NULL,
	"due_on" date NOT NULL,
	"amount_cents" bigint NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "loan_charges_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "loan_charges_component_check" CHECK ("loan_charges"."component" in ('principal', 'interest', 'penalty', 'fee', 'cost'))
);
--> statement-breakpoint
CREATE TABLE "loan_schedules" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"from_on" date NOT NULL,
	"plan_id" uuid,
	"replaces" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loan_schedules_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "loan_schedules_version_key" UNIQUE("borrower_id","loan_id","version")
);
--> statement-breakpoint
CREATE TABLE "loans" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"number" text NOT NULL,
	"case_id" uuid,
	"plan_id" uuid,
	"product" text NOT NULL,
	"currency" text NOT NULL,
	"principal_cents" bigint NOT NULL,
	"annual_rate_ppm" integer NOT NULL,
	"term_count" integer NOT NULL,
	"method" text NOT NULL,
	"disbursed_on" date NOT NULL,
	"first_due_on" date NOT NULL,
	"status" text NOT NULL,
	"schedule_version" integer DEFAULT 1 NOT NULL,
	"oldest_unpaid_due_on" date,
	"next_due_on" date,
	"due_cents" bigint NOT NULL,
	"balance_cents" bigint NOT NULL,
	"figures_on" date NOT NULL,
	"file_instalment_cents" bigint,
	"import_id" uuid,
	"source_hash" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loans_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "loans_number_key" UNIQUE("lender_id","number"),
	CONSTRAINT "loans_method_check" CHECK ("loans"."method" in ('equal_instalment', 'equal_principal', 'flat')),
	CONSTRAINT "loans_status_check" CHECK ("loans"."status" in ('active', 'settled', 'charged_off', 'cancelled')),
	CONSTRAINT "loans_principal_check" CHECK ("loans"."principal_cents" > 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"payment_id" uuid,
	"plan_id" uuid,
	"reverses_entry_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	CONSTRAINT "ledger_entries_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "ledger_entries_kind_check" CHECK ("ledger_entries"."kind" in ('disbursement', 'billing', 'charge', 'payment', 'allocation_change', 'reversal', 'waiver', 'opening'))
);
--> statement-breakpoint
CREATE TABLE "ledger_postings" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"account" text NOT NULL,
	"component" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	CONSTRAINT "ledger_postings_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "ledger_postings_account_check" CHECK ("ledger_postings"."account" in ('receivable', 'funds', 'income', 'waived', 'written_off', 'credit', 'opening')),
	CONSTRAINT "ledger_postings_component_check" CHECK ("ledger_postings"."component" in ('principal', 'interest', 'penalty', 'fee', 'cost'))
);
--> statement-breakpoint
CREATE TABLE "payment_allocations" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"instalment_number" integer,
	"component" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "payment_allocations_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "payment_allocations_component_check" CHECK ("payment_allocations"."component" in ('principal', 'interest', 'penalty', 'fee', 'cost', 'overpaid')),
	CONSTRAINT "payment_allocations_amount_check" CHECK ("payment_allocations"."amount_cents" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment_parts" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	CONSTRAINT "payment_parts_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "payment_parts_loan_key" UNIQUE("borrower_id","payment_id","loan_id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"effective_on" date NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"status" text DEFAULT 'posted' NOT NULL,
	"reversed_at" timestamp (3) with time zone,
	"reversal_reason" text,
	"is_synthetic" text DEFAULT 'no' NOT NULL,
	CONSTRAINT "payments_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "payments_external_key" UNIQUE("lender_id","source","external_id"),
	CONSTRAINT "payments_idempotency_key" UNIQUE("lender_id","idempotency_key"),
	CONSTRAINT "payments_amount_check" CHECK ("payments"."amount_cents" > 0),
	CONSTRAINT "payments_status_check" CHECK ("payments"."status" in ('posted', 'reversed')),
	CONSTRAINT "payments_synthetic_check" CHECK ("payments"."is_synthetic" in ('yes', 'no'))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"contact_point_id" uuid,
	"guard_decision_id" uuid,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"outcome" text,
	"reason_code" text,
	"note" text,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "contacts_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "contacts_direction_check" CHECK ("contacts"."direction" in ('in', 'out')),
	CONSTRAINT "contacts_kind_check" CHECK ("contacts"."kind" in ('call', 'sms', 'email', 'letter', 'app_message')),
	CONSTRAINT "contacts_purpose_check" CHECK ("contacts"."purpose" in ('collection', 'plan_reminder', 'service', 'required_notice', 'security_code', 'reply')),
	CONSTRAINT "contacts_guarded_check" CHECK (("contacts"."direction" = 'out') = ("contacts"."guard_decision_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "guard_allowances" (
	"lender_id" uuid NOT NULL,
	"borrower_id" uuid NOT NULL,
	"last_taken_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "guard_allowances_pkey" PRIMARY KEY("borrower_id","lender_id")
);
--> statement-breakpoint
CREATE TABLE "guard_decisions" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"contact_point_id" uuid,
	"decision" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"packs" text[] NOT NULL,
	"next_permitted_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"request_key" text NOT NULL,
	CONSTRAINT "guard_decisions_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "guard_decisions_kind_check" CHECK ("guard_decisions"."kind" in ('call', 'sms', 'email', 'letter', 'app_message')),
	CONSTRAINT "guard_decisions_purpose_check" CHECK ("guard_decisions"."purpose" in ('collection', 'plan_reminder', 'service', 'required_notice', 'security_code', 'reply')),
	CONSTRAINT "guard_decisions_decision_check" CHECK ("guard_decisions"."decision" in ('allowed', 'blocked'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid,
	"contact_id" uuid,
	"contact_point_id" uuid,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"template_code" text NOT NULL,
	"locale" text NOT NULL,
	"to_masked" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"trust_code" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"send_after" timestamp (3) with time zone NOT NULL,
	"unique_key" text NOT NULL,
	"blocked_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"handed_at" timestamp (3) with time zone,
	CONSTRAINT "messages_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "messages_kind_check" CHECK ("messages"."kind" in ('sms', 'email', 'letter', 'app_message')),
	CONSTRAINT "messages_purpose_check" CHECK ("messages"."purpose" in ('collection', 'plan_reminder', 'service', 'required_notice', 'security_code', 'reply')),
	CONSTRAINT "messages_status_check" CHECK ("messages"."status" in ('queued', 'handed', 'blocked', 'failed', 'cancelled')),
	CONSTRAINT "messages_handed_check" CHECK (("messages"."status" = 'handed') = ("messages"."contact_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"loan_ids" uuid[] NOT NULL,
	"contact_id" uuid,
	"amount_cents" bigint NOT NULL,
	"due_on" date NOT NULL,
	"grace_days" integer NOT NULL,
	"tolerance_ppm" integer NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"paid_cents" bigint NOT NULL,
	"made_on" date NOT NULL,
	"taken_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "promises_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "promises_amount_check" CHECK ("promises"."amount_cents" > 0),
	CONSTRAINT "promises_status_check" CHECK ("promises"."status" in ('open', 'kept', 'partly_kept', 'broken', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "budget_lines" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"side" text NOT NULL,
	"category" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"frequency" text NOT NULL,
	"monthly_cents" bigint NOT NULL,
	"review" text DEFAULT 'stated' NOT NULL,
	"review_note" text,
	CONSTRAINT "budget_lines_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "budget_lines_category_key" UNIQUE("borrower_id","application_id","side","category"),
	CONSTRAINT "budget_lines_side_check" CHECK ("budget_lines"."side" in ('income', 'spending')),
	CONSTRAINT "budget_lines_frequency_check" CHECK ("budget_lines"."frequency" in ('weekly', 'fortnightly', 'monthly')),
	CONSTRAINT "budget_lines_review_check" CHECK ("budget_lines"."review" in ('stated', 'accepted', 'queried', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "evidence_requests" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"note" text,
	"asked_by" uuid,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"due_on" date,
	"answered_at" timestamp (3) with time zone,
	"answer_note" text,
	CONSTRAINT "evidence_requests_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "evidence_requests_status_check" CHECK ("evidence_requests"."status" in ('open', 'answered', 'not_available', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "hardship_applications" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"channel" text NOT NULL,
	"what_changed" text,
	"story" text,
	"offer_cents" bigint,
	"offer_frequency" text,
	"needs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"consents" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"hold_id" uuid,
	"assigned_to" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"decide_by" date,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decision_reasons" jsonb,
	"decision_note" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hardship_applications_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "hardship_applications_number_key" UNIQUE("lender_id","number"),
	CONSTRAINT "hardship_applications_status_check" CHECK ("hardship_applications"."status" in ('draft', 'submitted', 'more_requested', 'in_review', 'approved', 'declined', 'withdrawn')),
	CONSTRAINT "hardship_applications_channel_check" CHECK ("hardship_applications"."channel" in ('portal', 'desk'))
);
--> statement-breakpoint
CREATE TABLE "thread_messages" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"application_id" uuid,
	"author_kind" text NOT NULL,
	"author_id" uuid,
	"topic" text DEFAULT 'reply' NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "thread_messages_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "thread_messages_author_check" CHECK ("thread_messages"."author_kind" in ('staff', 'borrower')),
	CONSTRAINT "thread_messages_topic_check" CHECK ("thread_messages"."topic" in ('question', 'not_mine', 'amount_wrong', 'already_paid', 'other_dispute', 'complaint', 'reply'))
);
--> statement-breakpoint
CREATE TABLE "document_pages" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"storage_key" text NOT NULL,
	"width_pixels" integer NOT NULL,
	"height_pixels" integer NOT NULL,
	CONSTRAINT "document_pages_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "document_pages_number_key" UNIQUE("borrower_id","document_id","number")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid,
	"application_id" uuid,
	"evidence_request_id" uuid,
	"plan_id" uuid,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"page_count" integer DEFAULT 0 NOT NULL,
	"scan_state" text NOT NULL,
	"uploaded_by_kind" text NOT NULL,
	"uploaded_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "documents_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "documents_storage_key" UNIQUE("lender_id","storage_key"),
	CONSTRAINT "documents_scan_state_check" CHECK ("documents"."scan_state" in ('pending', 'clean', 'infected', 'error', 'no_scanner'))
);
--> statement-breakpoint
CREATE TABLE "plan_instalments" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"due_on" date NOT NULL,
	"principal_cents" bigint NOT NULL,
	"interest_cents" bigint NOT NULL,
	"penalty_cents" bigint NOT NULL,
	"fee_cents" bigint NOT NULL,
	"reminded_at" timestamp (3) with time zone,
	CONSTRAINT "plan_instalments_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "plan_instalments_number_key" UNIQUE("borrower_id","plan_id","loan_id","number")
);
--> statement-breakpoint
CREATE TABLE "plan_signatures" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"signed_name" text NOT NULL,
	"agreement_sha256" text NOT NULL,
	"locale" text NOT NULL,
	"code_verified_at" timestamp (3) with time zone NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plan_signatures_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "plan_signatures_plan_key" UNIQUE("borrower_id","plan_id")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"borrower_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"application_id" uuid,
	"loan_ids" uuid[] NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"terms" jsonb NOT NULL,
	"totals" jsonb NOT NULL,
	"total_cents" bigint NOT NULL,
	"instalment_count" integer NOT NULL,
	"first_due_on" date NOT NULL,
	"last_due_on" date NOT NULL,
	"grace_days" integer NOT NULL,
	"agreement" jsonb,
	"agreement_sha256" text,
	"proposed_by" uuid NOT NULL,
	"approved_by" uuid,
	"offered_at" timestamp (3) with time zone,
	"offer_ends_on" date,
	"signed_at" timestamp (3) with time zone,
	"active_from" date,
	"ended_on" date,
	"end_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plans_pkey" PRIMARY KEY("borrower_id","id"),
	CONSTRAINT "plans_number_key" UNIQUE("lender_id","number"),
	CONSTRAINT "plans_status_check" CHECK ("plans"."status" in ('awaiting_approval', 'offer', 'accepted', 'active', 'grace', 'completed', 'broken', 'cancelled', 'declined', 'expired', 'superseded')),
	CONSTRAINT "plans_kind_check" CHECK ("plans"."kind" in ('extension', 'instalments'))
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"header_hash" text NOT NULL,
	"preset" text NOT NULL,
	"mapping" jsonb NOT NULL,
	CONSTRAINT "import_mappings_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "import_mappings_header_key" UNIQUE("lender_id","header_hash")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"lender_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"verdict" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"raw" jsonb NOT NULL,
	"loan" jsonb,
	"amount_cents" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "import_rows_pkey" PRIMARY KEY("lender_id","import_id","row_number"),
	CONSTRAINT "import_rows_verdict_check" CHECK ("import_rows"."verdict" in ('new', 'changed', 'unchanged', 'duplicate', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"encoding" text,
	"preset" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"as_of" date NOT NULL,
	"status" text NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"problem" jsonb,
	"processed_rows" integer DEFAULT 0 NOT NULL,
	"created_by_kind" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"applied_at" timestamp (3) with time zone,
	CONSTRAINT "imports_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "imports_status_check" CHECK ("imports"."status" in ('uploaded', 'checking', 'checked', 'applying', 'applied', 'refused', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"borrower_id" uuid,
	"case_id" uuid,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"request_id" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_events_pkey" PRIMARY KEY("lender_id","id")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"lender_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job" text NOT NULL,
	"business_date" date NOT NULL,
	"changed" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "job_runs_pkey" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "job_runs_date_key" UNIQUE("lender_id","job","business_date")
);
--> statement-breakpoint
ALTER TABLE "strategies" ADD CONSTRAINT "strategies_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD CONSTRAINT "staff_accounts_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_staff_fkey" FOREIGN KEY ("lender_id","staff_id") REFERENCES "public"."staff_accounts"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "borrowers" ADD CONSTRAINT "borrowers_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instalments" ADD CONSTRAINT "instalments_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_charges" ADD CONSTRAINT "loan_charges_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_schedules" ADD CONSTRAINT "loan_schedules_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_entry_fkey" FOREIGN KEY ("borrower_id","entry_id") REFERENCES "public"."ledger_entries"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_payment_fkey" FOREIGN KEY ("borrower_id","payment_id") REFERENCES "public"."payments"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_parts" ADD CONSTRAINT "payment_parts_payment_fkey" FOREIGN KEY ("borrower_id","payment_id") REFERENCES "public"."payments"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_parts" ADD CONSTRAINT "payment_parts_loan_fkey" FOREIGN KEY ("borrower_id","loan_id") REFERENCES "public"."loans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_guard_decision_fkey" FOREIGN KEY ("borrower_id","guard_decision_id") REFERENCES "public"."guard_decisions"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guard_decisions" ADD CONSTRAINT "guard_decisions_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_contact_fkey" FOREIGN KEY ("borrower_id","contact_id") REFERENCES "public"."contacts"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_application_fkey" FOREIGN KEY ("borrower_id","application_id") REFERENCES "public"."hardship_applications"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_requests" ADD CONSTRAINT "evidence_requests_application_fkey" FOREIGN KEY ("borrower_id","application_id") REFERENCES "public"."hardship_applications"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hardship_applications" ADD CONSTRAINT "hardship_applications_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_messages" ADD CONSTRAINT "thread_messages_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_pages" ADD CONSTRAINT "document_pages_document_fkey" FOREIGN KEY ("borrower_id","document_id") REFERENCES "public"."documents"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_borrower_fkey" FOREIGN KEY ("lender_id","borrower_id") REFERENCES "public"."borrowers"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_instalments" ADD CONSTRAINT "plan_instalments_plan_fkey" FOREIGN KEY ("borrower_id","plan_id") REFERENCES "public"."plans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_signatures" ADD CONSTRAINT "plan_signatures_plan_fkey" FOREIGN KEY ("borrower_id","plan_id") REFERENCES "public"."plans"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_case_fkey" FOREIGN KEY ("borrower_id","case_id") REFERENCES "public"."cases"("borrower_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_fkey" FOREIGN KEY ("lender_id","import_id") REFERENCES "public"."imports"("lender_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_lender_fkey" FOREIGN KEY ("lender_id") REFERENCES "public"."lenders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "borrowers_id_idx" ON "borrowers" USING btree ("id");--> statement-breakpoint
CREATE INDEX "borrowers_id_index_idx" ON "borrowers" USING btree ("lender_id","id_index");--> statement-breakpoint
CREATE INDEX "contact_points_id_idx" ON "contact_points" USING btree ("id");--> statement-breakpoint
CREATE INDEX "contact_points_value_idx" ON "contact_points" USING btree ("lender_id","value_index");--> statement-breakpoint
CREATE INDEX "case_notes_id_idx" ON "case_notes" USING btree ("id");--> statement-breakpoint
CREATE INDEX "case_notes_case_idx" ON "case_notes" USING btree ("borrower_id","case_id","created_at");--> statement-breakpoint
CREATE INDEX "cases_id_idx" ON "cases" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_open_per_borrower_key" ON "cases" USING btree ("borrower_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "cases_queue_idx" ON "cases" USING btree ("lender_id","queue","rank_score","id");--> statement-breakpoint
CREATE INDEX "cases_owner_queue_idx" ON "cases" USING btree ("lender_id","owner_id","queue","rank_score","id");--> statement-breakpoint
CREATE INDEX "cases_ageing_idx" ON "cases" USING btree ("lender_id","status","oldest_unpaid_due_on","id");--> statement-breakpoint
CREATE INDEX "escalations_id_idx" ON "escalations" USING btree ("id");--> statement-breakpoint
CREATE INDEX "escalations_inbox_idx" ON "escalations" USING btree ("lender_id","status","due_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "escalations_one_open_per_subject_key" ON "escalations" USING btree ("borrower_id","kind","subject_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "holds_id_idx" ON "holds" USING btree ("id");--> statement-breakpoint
CREATE INDEX "holds_case_idx" ON "holds" USING btree ("borrower_id","case_id","ends_at");--> statement-breakpoint
CREATE INDEX "holds_running_idx" ON "holds" USING btree ("lender_id","ends_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "instalments_id_idx" ON "instalments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "loan_charges_id_idx" ON "loan_charges" USING btree ("id");--> statement-breakpoint
CREATE INDEX "loan_charges_loan_idx" ON "loan_charges" USING btree ("borrower_id","loan_id");--> statement-breakpoint
CREATE INDEX "loan_schedules_id_idx" ON "loan_schedules" USING btree ("id");--> statement-breakpoint
CREATE INDEX "loans_id_idx" ON "loans" USING btree ("id");--> statement-breakpoint
CREATE INDEX "loans_ageing_idx" ON "loans" USING btree ("lender_id","status","next_due_on","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_id_idx" ON "ledger_entries" USING btree ("id");--> statement-breakpoint
CREATE INDEX "ledger_entries_loan_idx" ON "ledger_entries" USING btree ("borrower_id","loan_id","effective_on","id");--> statement-breakpoint
CREATE INDEX "ledger_postings_id_idx" ON "ledger_postings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "ledger_postings_entry_idx" ON "ledger_postings" USING btree ("borrower_id","entry_id");--> statement-breakpoint
CREATE INDEX "payment_allocations_id_idx" ON "payment_allocations" USING btree ("id");--> statement-breakpoint
CREATE INDEX "payment_allocations_payment_idx" ON "payment_allocations" USING btree ("borrower_id","payment_id");--> statement-breakpoint
CREATE INDEX "payment_allocations_loan_idx" ON "payment_allocations" USING btree ("borrower_id","loan_id");--> statement-breakpoint
CREATE INDEX "payment_parts_id_idx" ON "payment_parts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "payment_parts_loan_idx" ON "payment_parts" USING btree ("borrower_id","loan_id");--> statement-breakpoint
CREATE INDEX "payments_id_idx" ON "payments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "payments_borrower_idx" ON "payments" USING btree ("borrower_id","effective_on");--> statement-breakpoint
CREATE INDEX "contacts_id_idx" ON "contacts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "contacts_case_idx" ON "contacts" USING btree ("borrower_id","case_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_guard_decision_key" ON "contacts" USING btree ("borrower_id","guard_decision_id");--> statement-breakpoint
CREATE INDEX "guard_decisions_id_idx" ON "guard_decisions" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "guard_decisions_request_key" ON "guard_decisions" USING btree ("borrower_id","request_key");--> statement-breakpoint
CREATE INDEX "guard_decisions_taken_idx" ON "guard_decisions" USING btree ("borrower_id","decided_at") WHERE decision = 'allowed';--> statement-breakpoint
CREATE INDEX "guard_decisions_lender_idx" ON "guard_decisions" USING btree ("lender_id","decided_at","id");--> statement-breakpoint
CREATE INDEX "messages_id_idx" ON "messages" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_unique_key" ON "messages" USING btree ("borrower_id","unique_key");--> statement-breakpoint
CREATE INDEX "messages_due_idx" ON "messages" USING btree ("lender_id","send_after") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "messages_lender_idx" ON "messages" USING btree ("lender_id","created_at","id");--> statement-breakpoint
CREATE INDEX "messages_trust_idx" ON "messages" USING btree ("trust_code");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_contact_key" ON "messages" USING btree ("borrower_id","contact_id");--> statement-breakpoint
CREATE INDEX "promises_id_idx" ON "promises" USING btree ("id");--> statement-breakpoint
CREATE INDEX "promises_due_idx" ON "promises" USING btree ("lender_id","status","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "promises_one_open_per_case_key" ON "promises" USING btree ("borrower_id","case_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "budget_lines_id_idx" ON "budget_lines" USING btree ("id");--> statement-breakpoint
CREATE INDEX "evidence_requests_id_idx" ON "evidence_requests" USING btree ("id");--> statement-breakpoint
CREATE INDEX "evidence_requests_application_idx" ON "evidence_requests" USING btree ("borrower_id","application_id");--> statement-breakpoint
CREATE INDEX "hardship_applications_id_idx" ON "hardship_applications" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "hardship_applications_one_open_key" ON "hardship_applications" USING btree ("borrower_id") WHERE status in ('draft', 'submitted', 'more_requested', 'in_review');--> statement-breakpoint
CREATE INDEX "hardship_applications_inbox_idx" ON "hardship_applications" USING btree ("lender_id","status","decide_by","id");--> statement-breakpoint
CREATE INDEX "thread_messages_id_idx" ON "thread_messages" USING btree ("id");--> statement-breakpoint
CREATE INDEX "thread_messages_case_idx" ON "thread_messages" USING btree ("borrower_id","case_id","created_at");--> statement-breakpoint
CREATE INDEX "document_pages_id_idx" ON "document_pages" USING btree ("id");--> statement-breakpoint
CREATE INDEX "documents_id_idx" ON "documents" USING btree ("id");--> statement-breakpoint
CREATE INDEX "documents_application_idx" ON "documents" USING btree ("borrower_id","application_id");--> statement-breakpoint
CREATE INDEX "plan_instalments_id_idx" ON "plan_instalments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "plan_instalments_due_idx" ON "plan_instalments" USING btree ("lender_id","due_on");--> statement-breakpoint
CREATE INDEX "plan_signatures_id_idx" ON "plan_signatures" USING btree ("id");--> statement-breakpoint
CREATE INDEX "plans_id_idx" ON "plans" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "plans_one_live_per_case_key" ON "plans" USING btree ("borrower_id","case_id") WHERE status in ('active', 'grace');--> statement-breakpoint
CREATE INDEX "plans_case_idx" ON "plans" USING btree ("borrower_id","case_id");--> statement-breakpoint
CREATE INDEX "plans_live_idx" ON "plans" USING btree ("lender_id","status","id");--> statement-breakpoint
CREATE INDEX "imports_recent_idx" ON "imports" USING btree ("lender_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_events_case_idx" ON "audit_events" USING btree ("borrower_id","case_id","occurred_at");--> statement-breakpoint
CREATE INDEX "audit_events_time_idx" ON "audit_events" USING btree ("lender_id","occurred_at","id");