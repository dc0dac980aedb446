import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { strategies } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { shippedStrategies } from './shipped-strategies'
import { Strategy } from './strategy'

/** A published version never changes, so it is parsed once a process. */
const known = new Map<string, Strategy>()

/**
 * The lender's ladder: the version named, else the newest published of `code`, else the one that ships. `code` is the lender's
 * policy where none is given. Throws `not_found` for a code nobody knows.
 */
export async function getStrategy(ctx: Ctx, wanted: { code?: string; version?: string } = {}): Promise<Strategy> {
  authorize(ctx, 'rules:read', 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const code = wanted.code ?? ctx.lender.policy.strategyCode
  const cached = wanted.version && known.get(keyOf(ctx, code, wanted.version))
  if (cached) return cached
  const found = await read(ctx, async ctx => {
    const [row] = await ctx.db
      .select()
      .from(strategies)
      .where(
        and(
          eq(strategies.lenderId, ctx.actor.lenderId),
          eq(strategies.code, code),
          wanted.version ? eq(strategies.version, wanted.version) : undefined,
          isNotNull(strategies.publishedAt),
        ),
      )
      .orderBy(desc(strategies.publishedAt), desc(strategies.id))
      .limit(1)
    return row
  })
  if (!found) return shipped(code)
  const strategy = Strategy.parse({ code, version: found.version, name: { en: found.nameEn, 'zh-CN': found.nameZhCn }, steps: found.steps })
  known.set(keyOf(ctx, code, strategy.version), strategy)
  return strategy
}

function shipped(code: string): Strategy {
  const data = shippedStrategies.find(one => one.code === code)
  if (!data) throw notFound()
  const strategy = known.get(code) ?? Strategy.parse(data)
  known.set(code, strategy)
  return strategy
}

const keyOf = (ctx: Ctx, code: string, version: string) => `${ctx.actor.lenderId}:${code}:${version}`
