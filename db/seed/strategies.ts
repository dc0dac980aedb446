import { strategies } from '@/db/schema'
import { shippedStrategies } from '@/lib/cases/shipped-strategies'
import { Strategy } from '@/lib/cases/strategy'
import { idFrom } from '@/lib/clock'
import type { Ctx } from '@/lib/context'
import { transaction } from '@/lib/transaction'

/** Publishes the ladders that ship as the lender's first versions. A second run changes nothing. */
export async function seedStrategies(ctx: Ctx): Promise<void> {
  await transaction(ctx, ctx =>
    ctx.db
      .insert(strategies)
      .values(
        shippedStrategies.map(data => {
          const strategy = Strategy.parse(data)
          return {
            lenderId: ctx.lender.id,
            id: idFrom(`strategy:${ctx.lender.slug}:${strategy.code}:${strategy.version}`),
            code: strategy.code,
            version: strategy.version,
            nameEn: strategy.name.en,
            nameZhCn: strategy.name['zh-CN'],
            steps: strategy.steps,
            publishedAt: ctx.now,
          }
        }),
      )
      .onConflictDoNothing(),
  )
}
