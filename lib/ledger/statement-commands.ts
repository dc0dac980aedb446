import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { transaction } from '../transaction'
import type { Statement } from './statement'
import { getStatement } from './statement-queries'

export type StatementFormat = 'pdf' | 'csv' | 'json'

/** A statement that leaves the house, as a file or to another system: as `getStatement`, and who took it is recorded. */
export async function exportStatement(ctx: Ctx, input: { who: string; asOf: LocalDate | undefined; format: StatementFormat }): Promise<Statement> {
  authorize(ctx, 'statement:read')
  return transaction(ctx, async ctx => {
    const statement = await getStatement(ctx, input.who, input.asOf)
    await record(ctx, { type: 'statement.exported', borrowerId: statement.borrowerId, data: { asOf: statement.asOf, format: input.format } })
    return statement
  })
}
