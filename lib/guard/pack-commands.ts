import { and, eq, sql } from 'drizzle-orm'
import { rulePacks } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { localDate } from '../dates'
import { conflict, DomainError, invalid, notFound, ruleViolation } from '../errors'
import { enqueue } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { summaryOf } from './pack-diff'
import { applyEdit, nextVersion, startProblem } from './pack-draft'
import { RED_NOTE_LENGTH, redOf } from './pack-examples'
import type { DecidePack, DraftPack, SaveDraft } from './pack-input'
import { loadOwnPacks, packColumns } from './rules-queries'
import type { RulePack } from './rule'
import type { Problems } from './rule-fields'
import { HOUSE, shippedPacks } from './shipped-packs'
import { readPack } from './stored-pack'

type Saved = { id: string; code: string; version: string }

/** Copies the pack in effect, or the named version, as the next own version. One draft or proposal of a pack at a time, so none is lost. */
export async function draftPack(ctx: Ctx, { code, fromVersion }: DraftPack): Promise<Saved> {
  authorize(ctx, 'guard:draft')
  const { id: draftedBy } = requireStaff(ctx)
  if (code === HOUSE) throw ruleViolation('pack_always_applies')
  return transaction(ctx, async ctx => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rule_packs ${ctx.actor.lenderId} ${code}`}, 0))`)
    const rows = await ctx.db
      .select({ version: rulePacks.version, status: rulePacks.status, body: rulePacks.body })
      .from(rulePacks)
      .where(and(eq(rulePacks.lenderId, ctx.actor.lenderId), eq(rulePacks.code, code)))
    if (rows.some(row => row.status === 'draft' || row.status === 'proposed')) throw conflict('pack_draft_open')
    const versions = [...rows.map(row => readPack(row.body)), ...shippedPacks.filter(pack => pack.code === code)]
    const source = fromVersion === undefined ? await inEffect(ctx, code) : versions.find(pack => pack.version === fromVersion)
    if (!source) throw notFound()
    const version = nextVersion(source.version, rows.map(row => row.version))
    const id = newId()
    const body: RulePack = { ...source, version }
    await ctx.db.insert(rulePacks).values({ lenderId: ctx.actor.lenderId, id, code, version, body, effectiveFrom: ctx.today, draftedBy, draftedAt: ctx.now })
    await record(ctx, { type: 'guard.pack_drafted', data: { packId: id, code, version, from: source.version } })
    return { id, code, version }
  })
}

/** Only the drafter changes a draft, so that whoever approves has no hand in it. A refused field changes nothing. */
export async function saveDraft(ctx: Ctx, input: SaveDraft): Promise<Saved & { changed: number }> {
  authorize(ctx, 'guard:draft')
  return transaction(ctx, async ctx => {
    const found = await lockPack(ctx, input.id, input.seen, 'draft')
    if (found.draftedBy !== ctx.actor.id) throw new DomainError('forbidden', 'pack_not_your_draft')
    const old = readPack(found.body)
    const { pack, problems } = input.change ? applyEdit(old, input.change) : { pack: old, problems: {} as Problems }
    const start = input.effectiveFrom === undefined ? null : startProblem(input.effectiveFrom, ctx.today)
    if (start) problems.effectiveFrom = start
    if (Object.keys(problems).length > 0) throw invalid('check_fields', problems)
    const effectiveFrom = input.effectiveFrom === undefined ? found.effectiveFrom : localDate(input.effectiveFrom)
    const changes = summaryOf(old, pack)
    const saved = { id: found.id, code: found.code, version: found.version, changed: changes.length }
    if (changes.length === 0 && effectiveFrom === found.effectiveFrom) return saved
    await ctx.db.update(rulePacks).set({ body: pack, effectiveFrom }).where(keyOf(ctx, input.id))
    const data = { packId: input.id, code: found.code, version: found.version, effectiveFrom: [found.effectiveFrom, effectiveFrom], changes }
    await record(ctx, { type: 'guard.pack_saved', data })
    return saved
  })
}

export async function proposePack(ctx: Ctx, { id, seen }: { id: string; seen: string }): Promise<void> {
  authorize(ctx, 'guard:draft')
  const { id: proposedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const found = await lockPack(ctx, id, seen, 'draft')
    const problem = startProblem(found.effectiveFrom, ctx.today)
    if (problem) throw ruleViolation('pack_start_in_the_past')
    const pack = readPack(found.body)
    await ctx.db.update(rulePacks).set({ status: 'proposed', proposedBy, proposedAt: ctx.now }).where(keyOf(ctx, id))
    const { code, version, effectiveFrom } = found
    await record(ctx, { type: 'guard.pack_proposed', data: { packId: id, code, version, effectiveFrom, red: redOf(pack) } })
  })
}

/**
 * By somebody who neither drafted nor proposed it. Over red examples only with a note of substance, which is kept with the pack. A start
 * that has passed meanwhile becomes today: nothing takes effect backwards.
 */
export async function decidePack(ctx: Ctx, { id, seen, decision, note }: DecidePack): Promise<{ effectiveFrom: string }> {
  authorize(ctx, 'guard:publish')
  const { id: decidedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const found = await lockPack(ctx, id, seen, 'proposed')
    if (found.draftedBy === decidedBy || found.proposedBy === decidedBy) throw new DomainError('forbidden', 'pack_own_approval')
    const pack = readPack(found.body)
    const isPublished = decision === 'publish'
    const red = isPublished ? redOf(pack) : []
    if (red.length > 0 && note.length < RED_NOTE_LENGTH) throw invalid('check_fields', { note: 'pack_red_needs_note' })
    const before = isPublished ? ((await inEffect(ctx, pack.code)) ?? pack) : pack
    const effectiveFrom = isPublished && found.effectiveFrom < ctx.today ? ctx.today : found.effectiveFrom
    const change = { status: isPublished ? ('published' as const) : ('returned' as const), decidedBy, decidedAt: ctx.now, note: note || null, effectiveFrom }
    await ctx.db.update(rulePacks).set(change).where(keyOf(ctx, id))
    const data = { packId: id, code: found.code, version: found.version, instead: before.version, effectiveFrom, red, changes: summaryOf(before, pack) }
    await record(ctx, { type: isPublished ? 'guard.pack_published' : 'guard.pack_returned', data })
    if (isPublished && effectiveFrom <= ctx.today) await enqueue(ctx, 'sweep.run', { sweep: 'guard_floor' })
    return { effectiveFrom }
  })
}

async function inEffect(ctx: Ctx, code: string): Promise<RulePack | undefined> {
  const own = await loadOwnPacks(ctx)
  return own.find(pack => pack.code === code) ?? shippedPacks.find(pack => pack.code === code)
}

const keyOf = (ctx: Ctx, id: string) => and(eq(rulePacks.lenderId, ctx.actor.lenderId), eq(rulePacks.id, id))

async function lockPack(ctx: Ctx, id: string, seen: string, status: 'draft' | 'proposed') {
  const [found] = await ctx.db
    .select(packColumns)
    .from(rulePacks)
    .where(keyOf(ctx, id))
    .for('update')
  if (!found) throw notFound()
  if (found.status !== status) throw conflict('pack_moved_on')
  if (found.seen !== seen) throw conflict('pack_changed_meanwhile')
  return found
}
