import { recordCircumstance } from '@/lib/circumstances/commands'
import type { RecordCircumstance } from '@/lib/circumstances/input'
import { idFrom } from '@/lib/clock'
import { addDays } from '@/lib/dates'
import { placeCase } from '@/lib/placements/commands'
import { sendPlacementNotice } from '@/lib/placements/notice-commands'
import { demoAgency } from './agencies'
import type { Step } from './events'
import type { Cast } from './hardship'
import { findOpenCase } from './stage'
import type { Story } from './stories'

const ago = (cast: Cast, days: number, hour: number) => cast.stage.at(addDays(cast.stage.today, -days), hour, cast.person.serial % 50)

type Key = { borrowerId: string; caseId: string }

/** At that hour, where the person has an open case. */
const onCase = (cast: Cast, at: Date, work: (key: Key) => Promise<unknown>): Step => ({
  at,
  run: async () => {
    const open = await findOpenCase(cast.stage.system(at), cast.known.borrowerId)
    if (open) await work({ borrowerId: cast.known.borrowerId, caseId: open.caseId })
    return []
  },
})

const nothing = { untilOn: null, documentId: null, name: null, contact: null, treatmentEndedOn: null, periodEndsOn: null, from: null, to: null }
type Known = Pick<RecordCircumstance, 'kind' | 'basis'> & Partial<RecordCircumstance>

/** A collector writes down what was said on the phone. */
const told = (cast: Cast, days: number, known: Known): Step =>
  onCase(cast, ago(cast, days, 15), async key => {
    const ctx = cast.stage.staff('collector', ago(cast, days, 15))
    const circumstanceId = idFrom(`circumstance:${cast.stage.lender.slug}:${cast.person.serial}:${known.kind}`)
    await recordCircumstance(ctx, { ...nothing, circumstanceId, sinceOn: ctx.today, ...known, ...key })
  })

/** Told by text one evening, placed two days later. */
function placed(cast: Cast): Step[] {
  const agencyId = demoAgency(cast.stage.lender)?.id
  if (!agencyId) return []
  const supervisor = (days: number) => cast.stage.staff('supervisor', ago(cast, days, 11))
  const requestKey = idFrom(`placement:${cast.stage.lender.slug}:${cast.person.serial}`)
  return [
    onCase(cast, ago(cast, 12, 11), key => sendPlacementNotice(supervisor(12), { ...key, agencyId })),
    onCase(cast, ago(cast, 10, 11), async key => {
      const answer = await placeCase(supervisor(10), { ...key, agencyId, requestKey })
      if (answer.outcome === 'blocked') throw new Error(`not placed: ${answer.decision.reasons.map(reason => reason.rule).join(', ')}`)
    }),
  ]
}

/** What the guard goes by besides holds and plans. */
export const guardStories: readonly Story[] = [
  {
    name: 'placed',
    times: 2,
    dpd: { from: 62, to: 170 },
    tell: { en: 'The case is placed with an agency, which calls under the same guard.', 'zh-CN': '案件已委外，委外机构在同一触达闸门下联系。' },
    play: placed,
  },
  {
    name: 'represented',
    times: 1,
    dpd: { from: 40, to: 120 },
    tell: { en: 'A lawyer acts: the guard closes every call to the borrower.', 'zh-CN': '已委托律师：触达闸门停止联系本人。' },
    play: cast => [told(cast, 5, { kind: 'attorney', basis: '本人来电告知已委托律师，授权书随后寄来。', name: '正言律师事务所 周律师', contact: '0571-8000 0000' })],
  },
  {
    name: 'agreed_evenings',
    times: 1,
    dpd: { from: 10, to: 60 },
    tell: { en: 'Works by day and agreed to be called in the evening.', 'zh-CN': '白天上班，约定晚间联系。' },
    play: cast => [told(cast, 4, { kind: 'agreed_times', basis: '本人在电话中提出，白天在车间无法接听。', from: '18:30', to: '22:30' })],
  },
]
