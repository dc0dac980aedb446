import { logOutcome, logInbound, startCall } from '@/lib/contacts/commands'
import type { OutcomeCode } from '@/lib/contacts/outcomes'
import { addNote } from '@/lib/cases/work-commands'
import { idFrom } from '@/lib/clock'
import { addDays, type LocalDate } from '@/lib/dates'
import { dice, type Dice } from '@/lib/imports/dice'
import { cents } from '@/lib/money'
import { recordPayment } from '@/lib/payments/commands'
import { takePromise } from '@/lib/promises/taking-commands'
import type { DemoPerson } from './book'
import type { Step } from './events'
import { findOpenCase, type Known, type Stage } from './stage'

const OUTCOMES: Partial<Record<OutcomeCode, number>> = { NA: 30, BUSY: 9, PO: 6, LM: 7, RPC: 9, PTP: 20, CB: 5, HU: 4, RTP: 4, UTP: 3, WN: 2, EN: 2, DSP: 2, CMP: 1 }
const NOTES: Partial<Record<OutcomeCode, readonly string[]>> = {
  RPC: ['本人接听，称月中发工资后处理。', '本人接听，询问了欠款构成，已逐项说明。', '本人接听，希望改为短信联系。'],
  PTP: ['本人承诺按期还一部分，语气平和。', '发薪后先还一期，已约定日期。', '家里周转，答应先付部分金额。'],
  CB: ['在上班，约好改日再谈。', '正在开车，请改天联系。'],
  RTP: ['暂时不愿说明原因。'],
  UTP: ['上月停工，收入减少，已介绍困难申请的办法。', '家人住院，开支增加，已发送申请入口。'],
  HU: ['接通后挂断。'],
  DSP: ['对其中一期金额有异议，称已还过。'],
  CMP: ['认为来电时间不合适，已致歉并登记投诉。'],
  LM: ['语音信箱留言，仅留机构名称与回电号码。'],
}

/** What collectors did for one person: calls at office hours, results, promises, now and then a note or the person's own call. */
export function callsFor(stage: Stage, person: DemoPerson, known: Known, openOn: LocalDate): Step[] {
  const throwing = dice(`calls:${stage.lender.slug}:${person.serial}`)
  const events: Step[] = []
  let day = addDays(openOn, throwing.between(1, 4))
  for (let tries = throwing.between(1, 3); tries > 0 && day < stage.today; tries -= 1) {
    const at = stage.at(day, throwing.between(10, 16), throwing.between(0, 59))
    const code = throwing.weighted(OUTCOMES as Record<OutcomeCode, number>)
    events.push({ at, run: () => call(stage, person, known, at, code, throwing) })
    day = addDays(day, throwing.between(2, 12))
  }
  if (throwing.chance(12) && day < stage.today) {
    const at = stage.at(day, 11, throwing.between(0, 59))
    events.push({ at, run: () => inbound(stage, person, known, at) })
  }
  return events
}

async function call(stage: Stage, person: DemoPerson, known: Known, at: Date, code: OutcomeCode, throwing: Dice) {
  const ctx = stage.staff('collector', at, person.serial % 2)
  const open = await findOpenCase(ctx, known.borrowerId)
  if (!open) return []
  const key = { borrowerId: known.borrowerId, caseId: open.caseId }
  const name = `call:${stage.lender.slug}:${person.serial}:${at.toISOString()}`
  const started = await startCall(ctx, { ...key, contactPointId: known.phoneId, requestKey: idFrom(name) })
  if (started.outcome === 'blocked') return []
  const note = NOTES[code] ? throwing.pick(NOTES[code]) : null
  const { contactId } = started
  await logOutcome(ctx, { ...key, contactId, outcome: code, note, callBackOn: code === 'CB' ? addDays(ctx.today, throwing.between(1, 5)) : null })
  if (throwing.chance(10)) await addNote(ctx, { ...key, body: '来电前请先看最近一次沟通记录，对方希望语速慢一些。' })
  if (code !== 'PTP' || open.dueCents < 20_000) return []
  return promise(stage, person, key, { contactId, dueCents: open.dueCents, at }, throwing)
}

type Said = { contactId: string; dueCents: number; at: Date }

/** A promise of about a third; two in three keep it, some a little late, which breaks it. */
async function promise(stage: Stage, person: DemoPerson, key: { borrowerId: string; caseId: string }, said: Said, throwing: Dice): Promise<Step[]> {
  const ctx = stage.staff('collector', said.at, person.serial % 2)
  const amountCents = cents(Math.max(10_000, Math.floor(said.dueCents / 30_000) * 10_000))
  const dueOn = addDays(ctx.today, throwing.between(2, 7))
  await takePromise(ctx, { ...key, amountCents, dueOn, contactId: said.contactId, toldOfLimitation: true })
  const isKept = throwing.chance(62)
  const at = stage.at(dueOn, 14, throwing.between(0, 59))
  return isKept && dueOn < stage.today ? [{ at, run: () => pay(stage, person.borrowerNumber, at, amountCents, `promise:${person.serial}`) }] : []
}

async function inbound(stage: Stage, person: DemoPerson, known: Known, at: Date) {
  const ctx = stage.staff('negotiator', at)
  const open = await findOpenCase(ctx, known.borrowerId)
  if (!open) return []
  const contactId = idFrom(`inbound:${stage.lender.slug}:${person.serial}`)
  const said = { kind: 'call' as const, contactPointId: known.phoneId, outcome: 'RPC' as const, note: '本人来电询问还款方式，已告知官方渠道。', callBackOn: null }
  await logInbound(ctx, { borrowerId: known.borrowerId, caseId: open.caseId, contactId, ...said })
  return []
}

/** Money that came in, as the bank's system reports it. */
export async function pay(stage: Stage, number: string, at: Date, amountCents: number, reference: string, isSynthetic = false): Promise<Step[]> {
  const ctx = stage.system(at)
  const externalId = `${reference}:${ctx.today}`
  await recordPayment(ctx, {
    target: { kind: 'any', number },
    amountCents: cents(amountCents),
    currency: stage.lender.currency,
    effectiveOn: ctx.today,
    channel: 'bank_transfer',
    source: 'demo-bank',
    externalId,
    idempotencyKey: `demo-bank:${externalId}`,
    isSynthetic,
  })
  return []
}
