import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardDecisions, messages } from '@/db/schema'
import { newId } from '../clock'
import type { ApiActor } from '../context'
import { takeDecision } from '../guard/machine-commands'
import { replay } from '../guard/replay'
import { replyToBorrower } from '../threads/commands'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { queueMessage } from './commands'
import { previewDueMessages } from './due-queries'
import { sendMessage } from './send-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const VALUES = { amount: '¥1,000.00', days: '3', date: '2026-06-12', until: '2026-06-22', contract: 'AH-1' }

async function scene(packs?: string[]) {
  const lender = await world.lender(packs ? { packs } : {})
  const borrower = await world.borrower(lender.id)
  const { id: caseId } = await world.openCase(lender.id, borrower.id)
  const system = await world.systemCtx(lender.id)
  const queue = async (values: Record<string, string> = VALUES, body?: string) => {
    const { messageId } = await queueMessage(system, { borrowerId: borrower.id, caseId, templateCode: 'overdue_notice', kind: 'sms', values, uniqueKey: newId() })
    if (body) await world.owner.db.update(messages).set({ body }).where(eq(messages.id, messageId ?? ''))
    return messageId ?? ''
  }
  const decisions = () => world.owner.db.select().from(guardDecisions).where(eq(guardDecisions.borrowerId, borrower.id)).orderBy(guardDecisions.id)
  return { lender, borrower, caseId, system, queue, send: (id: string) => sendMessage(system, borrower.id, id), decisions }
}

describe('a message is read before it goes out', () => {
  it.each([
    ['no_threats', VALUES, '再不还款就让你坐牢'],
    ['no_insults', VALUES, '老赖'],
    ['no_pretence', VALUES, '您已被刑事立案'],
    ['sms_fields', { amount: '¥1,000.00' }, ''],
  ] as const)('%s stops it, and the preview says so beforehand', async (rule, values, added) => {
    const { lender, queue, send } = await scene()
    const id = await queue(values)
    await world.owner.db.update(messages).set({ body: sql`${messages.body} || ${added}` }).where(eq(messages.id, id))
    const preview = await previewDueMessages(await world.ctx(await world.staff(lender.id, 'supervisor')))
    expect(preview).toMatchObject({ total: 1, blocked: 1, handed: 0 })
    expect(preview.rules.map(one => one.rule)).toEqual([rule])
    expect(await send(id)).toEqual({ outcome: 'blocked', rule })
  })

  it('without a way to opt out it does not go where the law asks for one', async () => {
    const { queue, send } = await scene(['us-reg-f'])
    expect(await send(await queue(VALUES, 'Anhe: Dear Sam J., please pay $100.00'))).toEqual({ outcome: 'blocked', rule: 'opt_out_text' })
    expect(await send(await queue())).toMatchObject({ outcome: 'handed' })
  })

  it('and the decision keeps what was found, not a word of it, and can be taken once more', async () => {
    const { queue, send, decisions } = await scene()
    expect(await send(await queue())).toMatchObject({ outcome: 'handed' })
    expect(await send(await queue(VALUES, '【测试机构】尊敬的王*明：你这个老赖，金额¥1,000.00'))).toMatchObject({ outcome: 'blocked' })
    const stored = await decisions()
    expect(stored).toHaveLength(2)
    for (const decision of stored) {
      const text = JSON.stringify(decision.facts)
      for (const personal of ['王*明', '1,000', 'AH-1', '测试机构', '尊敬', 'stop/']) expect(text).not.toContain(personal)
      expect(replay(decision)).toMatchObject({ outcome: 'same' })
    }
    expect(stored.map(decision => decision.facts)).toMatchObject([
      { action: { content: { read: { words: [], mentionsDebt: true, saysOptOut: true, hasText: true } } } },
      { action: { content: { read: { words: ['老赖'] } } } },
    ])
  })

  it('so is what a dialler says it will say, and what staff answer in the thread', async () => {
    const { lender, borrower, caseId, decisions } = await scene()
    const robot: ApiActor = { kind: 'api', id: newId(), lenderId: lender.id, scopes: ['guard:decide'] }
    const said = { text: 'Mr Wang, pay today or we will tell your employer', voicemail: 'Call 13800000000' }
    const { decision } = await takeDecision(await world.ctx(robot), { borrowerNumber: `B-${borrower.id.slice(-12)}`, kind: 'call', number: borrower.phone, content: said }, newId())
    expect(decision.reasons.map(reason => reason.rule)).toContain('no_threats')
    const staff = await world.ctx(await world.staff(lender.id, 'negotiator'))
    const reply = (body: string) => replyToBorrower(staff, { borrowerId: borrower.id, caseId, applicationId: null, body, requestKey: newId() })
    await expect(reply('Pay or you will go to jail')).rejects.toMatchObject({ code: 'guard_blocked' })
    await reply('Thank you, Mr Wang, we have noted it')
    for (const { facts } of await decisions()) expect(JSON.stringify(facts)).not.toMatch(/Wang|13800000000|Thank you/)
    expect(await world.owner.db.execute(sql`select 1 from contacts where borrower_id = ${borrower.id} and direction = 'out'`)).toHaveLength(1)
  })
})
