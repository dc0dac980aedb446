import type { Ctx } from '../context'
import { openStorage } from '../documents/disk-storage-port'
import { applyStatement } from './bank-apply-commands'
import { checkStatement } from './bank-check-commands'

/** Jobs of the queues `statement.check` and `statement.apply`, as the lender's system actor. */
export const handleStatementCheck = (ctx: Ctx, job: { statementId: string }): Promise<void> => checkStatement(ctx, openStorage(), job.statementId)
export const handleStatementApply = (ctx: Ctx, job: { statementId: string }): Promise<void> => applyStatement(ctx, job.statementId)
