import type { Ctx } from '../context'
import { openStorage } from '../documents/disk-storage-port'
import { applyImport } from './apply-commands'
import { checkImport } from './check-commands'

/** Jobs of the queues `import.check` and `import.apply`, as the lender's system actor. */
export const handleImportCheck = (ctx: Ctx, job: { importId: string }): Promise<void> => checkImport(ctx, openStorage(), job.importId)
export const handleImportApply = (ctx: Ctx, job: { importId: string }): Promise<void> => applyImport(ctx, openStorage(), job.importId)
