import { handleImportApply, handleImportCheck } from '../imports/handlers'
import type { Ctx, SystemActor } from '../context'
import { sendMessages } from '../outbox/batch-commands'
import { handleStatementApply, handleStatementCheck } from '../payments/handlers'
import { passToGateway, sendMessage } from '../outbox/send-commands'
import type { Payload, QueueName } from './queues'
import { runSweep } from './run-sweep'

type Handlers = { [Q in QueueName]: (ctx: Ctx<SystemActor>, job: Payload<Q>) => Promise<unknown> }

/** What each queue does with a job, as the system of the job's lender. All of them may be run twice. */
export const handlers: Handlers = {
  'message.send': (ctx, job) => sendMessage(ctx, job.borrowerId, job.messageId),
  'message.hand_over': (ctx, job) => passToGateway(ctx, job.borrowerId, job.messageId),
  'sweep.run': (ctx, job) => runSweep(job.sweep, ctx),
  'import.check': (ctx, job) => handleImportCheck(ctx, { importId: job.importId }),
  'import.apply': (ctx, job) => handleImportApply(ctx, { importId: job.importId }),
  'statement.check': (ctx, job) => handleStatementCheck(ctx, { statementId: job.statementId }),
  'statement.apply': (ctx, job) => handleStatementApply(ctx, { statementId: job.statementId }),
}

type Together = { [Q in QueueName]?: (ctx: Ctx<SystemActor>, jobs: Payload<Q>[]) => Promise<boolean[]> }

/** Queues whose jobs for one lender are done in one go. False: not this one, do it by itself. */
export const together: Together = {
  'message.send': async (ctx, jobs) => (await sendMessages(ctx, jobs)).map(sent => sent !== null),
}
