import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { getRun, reportFile } from './file-queries'

/** A file for the credit bureau that leaves the house: who took it is recorded before a row does. Throws `not_found`. */
export async function exportReport(ctx: Ctx, runId: string): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  authorize(ctx, 'journal:export')
  const run = await getRun(ctx, runId)
  await transaction(ctx, ctx => record(ctx, { type: 'credit_report.exported', data: { runId, kind: run.kind, asOf: run.asOf } }))
  return { name: `credit-${run.kind === 'month' ? 'report' : 'corrections'}-${run.asOf}.csv`, lines: reportFile(ctx, run) }
}
