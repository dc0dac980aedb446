import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { bankLineParts } from '@/db/schema'
import { amongTexts, textList } from '../bulk-port'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { cents, type Currency } from '../money'
import { byLoan, type PaymentReceipt, type RecordPayment } from './payment'

export type StoredPayment = { receipt: PaymentReceipt; inputHash: string; idempotencyKey: string; source: string; externalId: string }
type Row = {
  borrowerId: string
  paymentId: string
  amountCents: string
  currency: Currency
  effectiveOn: LocalDate
  inputHash: string
  idempotencyKey: string
  source: string
  externalId: string
  shares: { loanNumber: string; amountCents: number }[]
}

/** Payments recorded before under one of these keys or external ids, in one statement. */
export async function findRecorded(ctx: Ctx, inputs: readonly Pick<RecordPayment, 'idempotencyKey' | 'source' | 'externalId'>[]): Promise<StoredPayment[]> {
  if (inputs.length === 0) return []
  const lender = sql`${ctx.actor.lenderId}::uuid`
  const rows = await ctx.db.execute<Row>(sql`
    with found as (
      select p.* from payments p where p.lender_id = ${lender} and ${amongTexts(sql`p.idempotency_key`, inputs.map(input => input.idempotencyKey))}
      union
      ${byExternalId(lender, inputs)})
    select f.borrower_id as "borrowerId", f.id as "paymentId", f.amount_cents as "amountCents", f.currency, f.effective_on::text as "effectiveOn",
      f.input_hash as "inputHash", f.idempotency_key as "idempotencyKey", f.source, f.external_id as "externalId",
      (select json_agg(json_build_object('loanNumber', l.number, 'amountCents', x.amount_cents)) from payment_parts x
        join loans l on l.borrower_id = x.borrower_id and l.id = x.loan_id where x.borrower_id = f.borrower_id and x.payment_id = f.id) as shares
    from found f`)
  return rows.map(({ inputHash, idempotencyKey, source, externalId, amountCents, shares, ...row }) => ({
    receipt: { ...row, amountCents: cents(Number(amountCents)), shares: shares.map(share => ({ ...share, amountCents: cents(share.amountCents) })).toSorted(byLoan), isReplay: true },
    ...{ inputHash, idempotencyKey, source, externalId },
  }))
}

/** One pair by equality: see `amongIds`. */
function byExternalId(lender: SQL, inputs: readonly Pick<RecordPayment, 'source' | 'externalId'>[]): SQL {
  const [first] = inputs
  if (first && inputs.length === 1) return sql`select p.* from payments p where p.lender_id = ${lender} and p.source = ${first.source} and p.external_id = ${first.externalId}`
  return sql`select p.* from unnest(${textList(inputs.map(input => input.source))}, ${textList(inputs.map(input => input.externalId))}) x(source, external_id)
    cross join lateral (select * from payments y where y.lender_id = ${lender} and y.source = x.source and y.external_id = x.external_id limit 1) p`
}

/** The line that a payment was posted from and is undone with; null for any other. Inside the caller's transaction. */
export async function findLineOf(ctx: Ctx, borrowerId: string, paymentId: string): Promise<string | null> {
  const l = bankLineParts
  const [found] = await ctx.db
    .select({ lineId: l.lineId })
    .from(l)
    .where(and(eq(l.lenderId, ctx.actor.lenderId), eq(l.borrowerId, borrowerId), eq(l.paymentId, paymentId), isNull(l.undoneAt)))
  return found?.lineId ?? null
}
