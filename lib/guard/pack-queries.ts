import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { rulePacks, type packStatuses } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { nextChangeOf, type NextChange } from './pack-changes'
import { loadOwnPacks, packColumns } from './rules-queries'
import type { RulePack } from './rule'
import { HOUSE, packName, shippedPacks } from './shipped-packs'
import { readPack } from './stored-pack'

export type PackStatus = 'shipped' | (typeof packStatuses)[number]
type OwnPack = Awaited<ReturnType<typeof readOwn>>[number]
export type PackLine = {
  code: string
  version: string
  name: RulePack['name']
  jurisdiction: string
  ruleCount: number
  status: PackStatus
  effectiveFrom: string | null
  isInEffect: boolean
  /** published for a day that is still to come */
  isWaiting: boolean
  /** binds this lender; a pack that is not chosen only lies ready */
  isChosen: boolean
  next: NextChange | null
  by: string | null
}

/** More versions than any lender will write of its handful of packs. */
const MOST = 300

/** Every version that this lender can see: what binds it first, then drafts and proposals, what lies ready, and what has been. */
export async function listPacks(ctx: Ctx): Promise<PackLine[]> {
  authorize(ctx, 'pack:read')
  return read(ctx, async ctx => {
    const [own, effective] = await Promise.all([readOwn(ctx), loadOwnPacks(ctx)])
    const inEffect = effectiveNames(effective)
    const lines = own.map(row => lineOf(ctx, row.pack, row, own, inEffect))
    return [...shippedPacks.map(pack => lineOf(ctx, pack, null, own, inEffect)), ...lines]
  })
}

export type PackView = {
  line: PackLine
  pack: RulePack
  /** null: shipped, so nobody can change it */
  own: { id: string; seen: string; draftedBy: string; note: string | null; drafter: string | null; proposer: string | null; decider: string | null; isMine: boolean; isProposedByMe: boolean } | null
  /** what the lender decides by today; null where this code is in effect nowhere */
  current: RulePack
  versions: { version: string; status: PackStatus }[]
  hasOpenDraft: boolean
}

/** Throws `not_found` for a pack or version that this lender does not have. */
export async function getPack(ctx: Ctx, code: string, version: string): Promise<PackView> {
  authorize(ctx, 'pack:read')
  return read(ctx, async ctx => {
    const [all, effective] = await Promise.all([readOwn(ctx), loadOwnPacks(ctx)])
    const own = all.filter(row => row.code === code)
    const shipped = shippedPacks.filter(pack => pack.code === code)
    const row = own.find(one => one.version === version) ?? null
    const pack = row?.pack ?? shipped.find(one => one.version === version)
    if (!pack) throw notFound()
    return {
      line: lineOf(ctx, pack, row, own, effectiveNames(effective)),
      pack,
      own: row && viewOf(ctx, row),
      current: effective.find(one => one.code === code) ?? shipped[0] ?? pack,
      versions: [...shipped.map(one => ({ version: one.version, status: 'shipped' as const })), ...own.map(one => ({ version: one.version, status: one.status }))],
      hasOpenDraft: own.some(one => one.status === 'draft' || one.status === 'proposed'),
    }
  })
}

/** What a question can be put to: the lender's own versions by `code@version`, packs in effect also by their code. */
export type KnownPacks = { known: RulePack[]; effective: RulePack[]; others: { pack: RulePack; status: PackStatus }[] }

export async function loadKnownPacks(ctx: Ctx): Promise<KnownPacks> {
  authorize(ctx, 'pack:read')
  return read(ctx, async ctx => {
    const [own, mine] = await Promise.all([readOwn(ctx), loadOwnPacks(ctx)])
    const codes = new Set(mine.map(pack => pack.code))
    const effective = [...shippedPacks.filter(pack => !codes.has(pack.code)), ...mine]
    const inEffect = effectiveNames(mine)
    const others = own.filter(row => row.status !== 'returned' && !inEffect.has(packName(row.pack))).map(({ pack, status }) => ({ pack, status }))
    return { known: [...own.map(row => row.pack), ...shippedPacks, ...effective], effective, others }
  })
}

/** Own versions among the names, whatever became of them; a version that was published is never changed, so the answer stays. */
export async function loadNamedPacks(ctx: Ctx, names: readonly string[]): Promise<RulePack[]> {
  const own = names.filter(name => name.includes('@') && !shippedPacks.some(pack => packName(pack) === name))
  if (own.length === 0) return []
  authorize(ctx, 'guard:decide', 'pack:read')
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ body: rulePacks.body })
      .from(rulePacks)
      .where(and(eq(rulePacks.lenderId, ctx.actor.lenderId), inArray(sql`${rulePacks.code} || '@' || ${rulePacks.version}`, own)))
      .limit(MOST)
    return rows.map(row => readPack(row.body))
  })
}

const viewOf = (ctx: Ctx, { id, seen, draftedBy, note, drafter, proposer, decider, proposedBy }: OwnPack) => ({
  id, seen, draftedBy, note, drafter, proposer, decider, isMine: draftedBy === ctx.actor.id, isProposedByMe: proposedBy === ctx.actor.id,
}) // prettier-ignore

async function readOwn(ctx: Ctx) {
  const nameOf = (column: typeof rulePacks.draftedBy | typeof rulePacks.proposedBy | typeof rulePacks.decidedBy) =>
    sql<string | null>`(select name from staff_accounts s where s.lender_id = ${rulePacks.lenderId} and s.id = ${column})`
  const rows = await ctx.db
    .select({
      ...packColumns,
      note: rulePacks.note,
      drafter: nameOf(rulePacks.draftedBy),
      proposer: nameOf(rulePacks.proposedBy),
      decider: nameOf(rulePacks.decidedBy),
    })
    .from(rulePacks)
    .where(eq(rulePacks.lenderId, ctx.actor.lenderId))
    .orderBy(asc(rulePacks.code), desc(rulePacks.draftedAt), asc(rulePacks.id))
    .limit(MOST)
  return rows.map(({ body, status, ...row }) => ({ ...row, status: status as PackStatus, pack: readPack(body) }))
}

function effectiveNames(own: readonly RulePack[]): Set<string> {
  const codes = new Set(own.map(pack => pack.code))
  return new Set([...own, ...shippedPacks.filter(pack => !codes.has(pack.code))].map(packName))
}

function lineOf(ctx: Ctx, pack: RulePack, row: OwnPack | null, own: readonly OwnPack[], inEffect: ReadonlySet<string>): PackLine {
  const { code, version, name, jurisdiction } = pack
  const isChosen = code === HOUSE || ctx.lender.packs.includes(code)
  const isInEffect = inEffect.has(packName(pack))
  const coming = own.filter(one => one.code === code && one.status === 'published' && one.effectiveFrom > ctx.today)
  return {
    code,
    version,
    name,
    jurisdiction,
    ruleCount: pack.rules.length,
    status: row?.status ?? 'shipped',
    effectiveFrom: row?.effectiveFrom ?? null,
    isInEffect,
    isWaiting: row?.status === 'published' && row.effectiveFrom > ctx.today,
    isChosen,
    next: isInEffect ? nextChangeOf(pack, ctx.today, coming) : null,
    by: row?.drafter ?? null,
  }
}
