import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { borrowers, cases, contactPoints, contacts } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import type { Ctx } from '../context'
import { meterOf, type Assessment, type ContactMeter } from '../guard/assessment'
import { previewContact } from '../guard/queries'
import type { RealAction } from '../guard/subject'
import { read } from '../transaction'
import { toToken } from '../url-token'

export type PointView = {
  id: string
  kind: 'phone' | 'email' | 'address'
  relation: string
  personName: string | null
  valueMasked: string
  consent: string
  validity: string
  timeZone: string
  call: Assessment | null
  message: Assessment | null
}
export type ContactPanel = {
  points: PointView[]
  meter: ContactMeter
  unlogged: { id: string; contactPointId: string | null; occurredAt: Date } | null
}

/** The borrower's numbers and addresses, own ones first, with what the guard would say to each now. */
export async function getContactPanel(ctx: Ctx, borrowerId: string, caseId: string, timeZone: string): Promise<ContactPanel> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select()
      .from(contactPoints)
      .where(and(eq(contactPoints.lenderId, ctx.actor.lenderId), eq(contactPoints.borrowerId, borrowerId)))
      .orderBy(
        sql`${contactPoints.relation} <> 'self'`,
        sql`${contactPoints.validity} in ('invalid', 'wrong_person')`,
        sql`array_position(array['phone', 'email', 'address'], ${contactPoints.kind})`,
        asc(contactPoints.createdAt),
        asc(contactPoints.id),
      )
      .limit(40)
    const actions = rows.flatMap(row => actionsOf(row.kind, row.relation === 'self').map(action => ({ ...action, contactPointId: row.id })))
    const own = rows.find(row => row.kind === 'phone' && row.relation === 'self')
    const [ownCall, ...answers] = await previewContact(ctx, borrowerId, [{ kind: 'call', purpose: 'collection', contactPointId: own?.id ?? null }, ...actions])
    if (!ownCall) throw new Error('the guard gave no answer')
    const answer = (id: string, call: boolean) =>
      answers[actions.findIndex(action => action.contactPointId === id && isCall(action.kind) === call)] ?? null
    const points = rows.map(row => ({
      id: row.id,
      kind: row.kind as PointView['kind'],
      relation: row.relation,
      personName: row.personName,
      valueMasked: row.valueMasked,
      consent: row.consent,
      validity: row.validity,
      timeZone: row.timeZone ?? timeZone,
      call: answer(row.id, true),
      message: answer(row.id, false),
    }))
    return { points, meter: meterOf(ownCall), unlogged: await unloggedCall(ctx, borrowerId, caseId) }
  })
}

const isCall = (kind: string) => kind === 'call' || kind === 'third_party_call'

function actionsOf(kind: string, isOwn: boolean): Pick<RealAction, 'kind' | 'purpose'>[] {
  if (kind === 'phone')
    return [
      { kind: isOwn ? 'call' : 'third_party_call', purpose: 'collection' },
      { kind: 'sms', purpose: 'collection' },
    ]
  return kind === 'email' ? [{ kind: 'email', purpose: 'collection' }] : [{ kind: 'letter', purpose: 'collection' }]
}

/** The reader's own call on this case that still waits for its result. */
async function unloggedCall(ctx: Ctx, borrowerId: string, caseId: string) {
  if (ctx.actor.kind !== 'staff') return null
  const [found] = await ctx.db
    .select({ id: contacts.id, contactPointId: contacts.contactPointId, occurredAt: contacts.occurredAt })
    .from(contacts)
    .where(
      and(
        eq(contacts.lenderId, ctx.actor.lenderId),
        eq(contacts.borrowerId, borrowerId),
        eq(contacts.caseId, caseId),
        waits(ctx.actor.id),
      ),
    )
    .orderBy(sql`${contacts.occurredAt} desc`)
    .limit(1)
  return found ?? null
}

export type UnloggedCall = { token: string; name: string; occurredAt: Date }
const unloggedShown = 20

/** The reader's own calls that still wait for their result, latest first, over the cases they own: who calls a pool case owns it. */
export async function listUnloggedCalls(ctx: Ctx): Promise<UnloggedCall[]> {
  authorize(ctx, 'contact:make')
  const staff = requireStaff(ctx)
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ borrowerId: cases.borrowerId, caseId: cases.id, name: borrowers.name, occurredAt: contacts.occurredAt })
      .from(cases)
      .innerJoin(contacts, and(eq(contacts.borrowerId, cases.borrowerId), eq(contacts.caseId, cases.id)))
      .innerJoin(borrowers, and(eq(borrowers.lenderId, cases.lenderId), eq(borrowers.id, cases.borrowerId)))
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.ownerId, staff.id), eq(cases.status, 'open'), waits(staff.id)))
      .orderBy(desc(contacts.occurredAt), desc(contacts.id))
      .limit(unloggedShown)
    return rows.map(({ borrowerId, caseId, ...row }) => ({ ...row, token: toToken(borrowerId, caseId) }))
  })
}

const waits = (staffId: string) =>
  and(inArray(contacts.kind, ['call', 'third_party_call']), eq(contacts.direction, 'out'), eq(contacts.actorId, staffId), isNull(contacts.outcome))
