import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, creditScenes, LATE, MAY, NOT_YET, REPORT_DAY } from '../testing/credit-scene'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { buildDueReports } from './build-commands'
import { tellBeforeReport } from './notice-commands'
import { previewFirstReport } from './preview-queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { aLoan, tell, noticesOf } = creditScenes(() => world)
const compliance = async (lenderId: string, now: Date) => world.ctx(await world.staff(lenderId, 'compliance'), now)

describe('before the first report', () => {
  it('says what it will hold and whom it makes us write to, and that is what happens', async () => {
    const lender = await world.lender()
    const told = await aLoan(lender.id, LATE)
    await tell(lender.id, at('2026-05-15'))
    const [late, good] = [await aLoan(lender.id, LATE), await aLoan(lender.id, NOT_YET)]
    await aLoan((await world.lender()).id, LATE)
    const early = at('2026-06-07')
    const preview = await previewFirstReport(await compliance(lender.id, early))
    expect(preview).toEqual({ asOf: MAY, on: '2026-06-08', loans: 3, bad: 2, held: 1, notices: 1, noticesOn: '2026-06-08' })
    const system = await world.systemCtx(lender.id, REPORT_DAY)
    expect(await buildDueReports(system)).toEqual({ built: 1, lines: 2, held: 1 })
    await tellBeforeReport(system)
    expect([told, late, good].map(({ number }) => number)).toHaveLength(3)
    expect(await noticesOf(late.borrowerId)).toHaveLength(1)
    expect(await previewFirstReport(await compliance(lender.id, REPORT_DAY))).toBeNull()
  })

  it('is for who may take the files, and silent where nothing is reported', async () => {
    const lender = await world.lender()
    await expect(previewFirstReport(await world.ctx(await world.staff(lender.id, 'supervisor')))).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await world.lender({ packs: ['us-reg-f'], timeZone: 'America/New_York' })
    expect(await previewFirstReport(await compliance(elsewhere.id, REPORT_DAY))).toBeNull()
  })
})
