import { Readable } from 'node:stream'
import { newId } from '@/lib/clock'
import { addDays } from '@/lib/dates'
import type { Storage } from '@/lib/documents/storage-port'
import { cents } from '@/lib/money'
import { applyStatement } from '@/lib/payments/bank-apply-commands'
import { checkStatement } from '@/lib/payments/bank-check-commands'
import { startStatement, uploadStatement } from '@/lib/payments/bank-upload-commands'
import { enterPayment } from '@/lib/payments/proposal-commands'
import type { DemoPerson } from './book'
import { seedProviderEvents } from './payment-provider'
import type { Stage } from './stage'

/** Yesterday's bank statement, with money that finds its owner and money that does not, and a large payment that waits for a second person. */
export async function seedMoneyIn(stage: Stage, storage: Storage, people: readonly DemoPerson[]): Promise<void> {
  const [sure, named, other, large] = people
  if (!sure || !named || !other || !large) return
  const yesterday = addDays(stage.today, -1)
  const at = stage.at(yesterday, 17)
  const lines = [
    '交易日期,贷方金额,借方金额,对方户名,附言,流水号',
    `${yesterday},200.00,,${sure.name},还款 ${sure.borrowerNumber},DEMO${sure.serial}A`,
    `${yesterday},350.00,,${named.name},还款,DEMO${named.serial}B`,
    `${yesterday},900.00,,张建国,谢谢,DEMO${other.serial}C`,
    `${yesterday},,1200.00,物业公司,物业费,DEMO${other.serial}D`,
  ]
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  const negotiator = stage.staff('negotiator', at)
  const system = stage.system(at)
  const { statementId } = await uploadStatement(negotiator, storage, Readable.from([bytes]), { source: 'bank', fileName: `bank-${yesterday}.csv`, sizeBytes: bytes.length })
  await checkStatement(system, storage, statementId)
  await startStatement(negotiator, statementId)
  await applyStatement(system, statementId)
  await enterPayment(negotiator, {
    target: { kind: 'borrower', number: large.borrowerNumber },
    amountCents: cents(5_200_000),
    currency: negotiator.lender.currency,
    effectiveOn: yesterday,
    channel: 'bank_transfer',
    reference: `DEMO${large.serial}E`,
    requestId: newId(),
  })
  await seedProviderEvents(system, other.borrowerNumber)
}
