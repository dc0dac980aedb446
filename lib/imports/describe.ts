import type { imports } from '@/db/schema'
import { decimalText } from '../money'

/** An import as the API shows it: amounts as decimal text, nothing about people. */
export const describeImport = (found: typeof imports.$inferSelect) => {
  const { amountCents = 0, newCents = 0, ...counts } = found.counts
  return {
    id: found.id,
    fileName: found.fileName,
    sha256: found.sha256,
    preset: found.preset,
    asOf: found.asOf,
    status: found.status,
    encoding: found.encoding,
    processedRows: found.processedRows,
    counts: { ...counts, amount: decimalText(amountCents), newAmount: decimalText(newCents) },
    problem: found.problem,
    createdAt: found.createdAt.toISOString(),
    appliedAt: found.appliedAt?.toISOString() ?? null,
  }
}
