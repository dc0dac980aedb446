ALTER TABLE "loan_charges" ADD COLUMN "request_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "loan_charges_request_key" ON "loan_charges" USING btree ("lender_id","request_key");