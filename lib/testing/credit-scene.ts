import { and, eq } from 'drizzle-orm'
import { creditReportCorrections, creditReportLines, messages } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { buildDueReports } from '../credit-reports/build-commands'
import { tellBeforeReport } from '../credit-reports/notice-commands'
import { localDate, type LocalDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { sendMessage } from '../outbox/send-commands'
import { recordPayment } from '../payments/commands'
import type { World } from './world'

export const at = (day: string) => new Date(`${day}T04:00:00.000Z`)
export const MAY = localDate('2026-05-31')
export const REPORT_DAY = at('2026-06-08')
export const LATE = localDate('2026-05-10')
export const NOT_YET = localDate('2026-06-10')

/** Loans of twelve months at the end of May 2026, their notices and reports. */
export function creditScenes(world: () => World) {
  const db = () => world().owner.db

  async function aLoan(lenderId: string, firstDueOn: LocalDate, options: { now?: Date; borrowerId?: string } = {}) {
    const borrowerId = options.borrowerId ?? (await world().borrower(lenderId)).id
    const number = `L-${newId().slice(-10)}`
    const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
    const ctx = await world().systemCtx(lenderId, options.now ?? at('2026-05-15'))
    const { loanId } = await openLoan(ctx, { ...terms, borrowerId, number, product: 'consumer', disbursedOn: localDate('2026-03-10'), firstDueOn })
    await refreshCase(ctx, borrowerId)
    return { borrowerId, loanId, number }
  }

  async function pay(lenderId: string, number: string, effectiveOn: LocalDate, now: Date, amountCents = 9_000_000) {
    const ctx = await world().ctx(await world().staff(lenderId, 'supervisor'), now)
    const money = { amountCents: cents(amountCents), currency: 'CNY' as const, effectiveOn, channel: 'bank_transfer' as const }
    return recordPayment(ctx, { ...money, target: { kind: 'loan', number }, source: 'bank', externalId: newId(), idempotencyKey: newId() })
  }

  /** Tells and hands over, as the morning and the worker do. */
  async function tell(lenderId: string, now: Date) {
    const ctx = await world().systemCtx(lenderId, now)
    await tellBeforeReport(ctx)
    const queued = await db().select().from(messages).where(and(eq(messages.lenderId, lenderId), eq(messages.status, 'queued')))
    for (const message of queued) await sendMessage(ctx, message.borrowerId, message.id)
  }

  async function aReportedMonth() {
    const lender = await world().lender()
    const late = await aLoan(lender.id, LATE)
    await tell(lender.id, at('2026-05-15'))
    await buildDueReports(await world().systemCtx(lender.id, REPORT_DAY))
    return { lender, late }
  }

  const twoPeople = async (lenderId: string, now: Date) =>
    [await world().ctx(await world().staff(lenderId, 'compliance'), now), await world().ctx(await world().staff(lenderId, 'compliance'), now)] as const
  const linesOf = (borrowerId: string) =>
    db().select().from(creditReportLines).where(eq(creditReportLines.borrowerId, borrowerId)).orderBy(creditReportLines.asOf, creditReportLines.id)
  const correctionsOf = (borrowerId: string) => db().select().from(creditReportCorrections).where(eq(creditReportCorrections.borrowerId, borrowerId))
  const noticesOf = (borrowerId: string) => db().select().from(messages).where(and(eq(messages.borrowerId, borrowerId), eq(messages.templateCode, 'credit_notice')))
  return { db, aLoan, pay, tell, aReportedMonth, twoPeople, linesOf, correctionsOf, noticesOf }
}

/** The cells of a file, its head left out. */
export async function cellsOf({ lines }: { lines: AsyncGenerator<string> }): Promise<string[][]> {
  let text = ''
  for await (const part of lines) text += part
  return text.trim().split('\r\n').slice(1).map(line => line.split(','))
}
