import { addDays } from '@/lib/dates'
import type { Locale } from '@/lib/context'
import { withdrawApplication } from '@/lib/hardship/commands'
import { declineApplication, requestMore, takeReview } from '@/lib/hardship/review-commands'
import { acceptPlan } from '@/lib/plans/answer-commands'
import { pay } from './calls'
import type { Step } from './events'
import { guardStories } from './guard-stories'
import { apply, fillApplication, offer, sign, type Cast } from './hardship'
import { findPlan } from './stage'

/** A story of the demo: who may play it (days past due today), how often, and what happens. */
export type Story = {
  name: string
  times: number
  dpd: { from: number; to: number }
  /** Owed in all on the day of the offer: below, the reviewer decides alone. */
  size?: 'small' | 'large'
  tell: Record<Locale, string>
  play: (cast: Cast) => Step[]
}

const ago = (cast: Cast, days: number, hour = 14) => cast.stage.at(addDays(cast.stage.today, -days), hour, cast.person.serial % 50)
const nothing: Step[] = []
const once = (at: Date, run: () => Promise<unknown>): Step => ({ at, run: async () => (await run(), nothing) })

/** Applied, offered, and signed on the days given; then whatever follows. */
function signedPlan(cast: Cast, days: { applied: number; offered: number; signed: number }, terms: { count?: number; firstDueAgo: number }, then: (planId: string) => Step[]): Step[] {
  const { stage, known } = cast
  const firstDueOn = addDays(stage.today, -terms.firstDueAgo)
  const run = async () => {
    const applicationId = await apply(cast, ago(cast, days.applied), terms.count)
    if (!applicationId) return nothing
    const offered = async () => {
      const proposed = await offer(cast, ago(cast, days.offered, 11), applicationId, { count: terms.count, firstDueOn })
      if (proposed.status !== 'offer') return nothing
      const signed = async () => {
        await acceptPlan(stage.borrower(known.borrowerId, ago(cast, days.signed, 10)), proposed.planId)
        await sign(cast, ago(cast, days.signed, 11), proposed.planId)
        return then(proposed.planId)
      }
      return [{ at: ago(cast, days.signed, 11), run: signed }]
    }
    return [{ at: ago(cast, days.offered, 11), run: offered }]
  }
  return [{ at: ago(cast, days.applied), run }]
}

/** Pays the plan's instalment of a day in full, with a little change from rounding left over. */
const payInstalment = (cast: Cast, planId: string, daysAgo: number, share: number): Step =>
  once(ago(cast, daysAgo, 9), async () => {
    const at = ago(cast, daysAgo, 9)
    const plan = await findPlan(cast.stage.system(at), cast.known.borrowerId, planId)
    await pay(cast.stage, cast.person.borrowerNumber, at, Math.ceil(plan.totalCents * share) + 100, `plan:${cast.person.serial}`)
  })

const reviewed = (cast: Cast, appliedAgo: number, then: (applicationId: string) => Step): Step[] => [
  {
    at: ago(cast, appliedAgo),
    run: async () => {
      const applicationId = await apply(cast, ago(cast, appliedAgo))
      return applicationId ? [then(applicationId)] : nothing
    },
  },
]
const asReviewer = (cast: Cast, daysAgo: number) => cast.stage.staff('reviewer', ago(cast, daysAgo, 15))

export const stories: readonly Story[] = [
  {
    name: 'ready',
    times: 2,
    dpd: { from: 8, to: 26 },
    tell: { en: 'A few weeks late and nothing sent yet: say what has changed, in three minutes.', 'zh-CN': '逾期数周，尚未申请：三分钟说明情况变化。' },
    play: () => nothing,
  },
  {
    name: 'offered',
    times: 3,
    dpd: { from: 20, to: 58 },
    size: 'small',
    tell: { en: 'An offer waits: compare, accept and sign with a one-time code.', 'zh-CN': '已有还款方案：比较、接受并用验证码签署。' },
    play: cast =>
      reviewed(cast, 6, applicationId =>
        once(ago(cast, 2, 15), () => offer(cast, ago(cast, 2, 15), applicationId, { firstDueOn: addDays(cast.stage.today, 14) })),
      ),
  },
  {
    name: 'submitted',
    times: 6,
    dpd: { from: 12, to: 85 },
    tell: { en: 'An application waits for a reviewer.', 'zh-CN': '申请等待审核。' },
    play: cast => [once(ago(cast, 1 + (cast.person.serial % 5)), () => apply(cast, ago(cast, 1 + (cast.person.serial % 5))))],
  },
  {
    name: 'taken',
    times: 2,
    dpd: { from: 12, to: 85 },
    tell: { en: 'A reviewer is reading the proof.', 'zh-CN': '审核员正在查看材料。' },
    play: cast =>
      reviewed(cast, 5, applicationId =>
        once(ago(cast, 3, 15), () => takeReview(asReviewer(cast, 3), { borrowerId: cast.known.borrowerId, applicationId })),
      ),
  },
  {
    name: 'more',
    times: 3,
    dpd: { from: 15, to: 85 },
    tell: { en: 'The reviewer asked for one more paper; any one of several will do.', 'zh-CN': '审核员请补充一份材料，任选其一即可。' },
    play: cast =>
      reviewed(cast, 5, applicationId =>
        once(ago(cast, 3, 15), async () => {
          const ctx = asReviewer(cast, 3)
          const key = { borrowerId: cast.known.borrowerId, applicationId }
          await takeReview(ctx, key)
          await requestMore(ctx, { ...key, topics: ['income'], note: '请补充最近一个月的收入材料，任选一种。' })
        }),
      ),
  },
  {
    name: 'draft',
    times: 3,
    dpd: { from: 5, to: 60 },
    tell: { en: 'An application was begun and not sent: it is still there.', 'zh-CN': '申请填到一半：内容仍在。' },
    play: cast => [once(ago(cast, 2), () => fillApplication(cast, ago(cast, 2)))],
  },
  {
    name: 'declined',
    times: 2,
    dpd: { from: 30, to: 88 },
    tell: { en: 'An application was declined with reasons and what would change it.', 'zh-CN': '申请未通过，附原因及可改变结果的办法。' },
    play: cast =>
      reviewed(cast, 15, applicationId =>
        once(ago(cast, 9, 15), async () => {
          const ctx = asReviewer(cast, 9)
          const key = { borrowerId: cast.known.borrowerId, applicationId }
          await takeReview(ctx, key)
          await declineApplication(ctx, { ...key, reasons: ['no_change_shown'], note: '近三个月收入没有变化；如情况有变，可随时再申请。' })
        }),
      ),
  },
  {
    name: 'withdrawn',
    times: 1,
    dpd: { from: 20, to: 60 },
    tell: { en: 'An application was taken back by the borrower.', 'zh-CN': '借款人撤回了申请。' },
    play: cast =>
      reviewed(cast, 12, applicationId =>
        once(ago(cast, 10), () =>
          withdrawApplication(cast.stage.borrower(cast.known.borrowerId, ago(cast, 10)), cast.known.borrowerId, applicationId),
        ),
      ),
  },
  {
    name: 'approval',
    times: 3,
    dpd: { from: 25, to: 120 },
    size: 'large',
    tell: { en: 'A plan above the reviewer’s limit waits for the supervisor.', 'zh-CN': '方案超出审核员权限，等待主管决定。' },
    play: cast =>
      reviewed(cast, 7, applicationId =>
        once(ago(cast, 1 + (cast.person.serial % 3), 15), () =>
          offer(cast, ago(cast, 1 + (cast.person.serial % 3), 15), applicationId, { firstDueOn: addDays(cast.stage.today, 12) }),
        ),
      ),
  },
  {
    name: 'kept',
    times: 5,
    dpd: { from: 48, to: 110 },
    size: 'small',
    tell: { en: 'A plan is kept: the first instalment is paid, the next one is ahead.', 'zh-CN': '方案履行中：首期已还，等待下一期。' },
    play: cast =>
      signedPlan(cast, { applied: 38, offered: 35, signed: 33 }, { count: 6, firstDueAgo: 18 }, planId => [payInstalment(cast, planId, 19, 1 / 6)]),
  },
  {
    name: 'missed',
    times: 2,
    dpd: { from: 48, to: 110 },
    size: 'small',
    tell: { en: 'A plan’s instalment was missed two days ago; its days of grace run.', 'zh-CN': '方案中一期已逾期两天，宽限期内。' },
    play: cast => signedPlan(cast, { applied: 36, offered: 33, signed: 31 }, { count: 6, firstDueAgo: 2 }, () => nothing),
  },
  {
    name: 'broken',
    times: 3,
    dpd: { from: 48, to: 110 },
    size: 'small',
    tell: { en: 'A plan broke; the case is back in the queue and a supervisor is asked.', 'zh-CN': '方案违约，案件回到队列，并已上报主管。' },
    play: cast => signedPlan(cast, { applied: 38, offered: 35, signed: 34 }, { count: 6, firstDueAgo: 12 }, () => nothing),
  },
  {
    name: 'completed',
    times: 2,
    dpd: { from: 48, to: 88 },
    size: 'small',
    tell: { en: 'A plan was kept to its end.', 'zh-CN': '方案已全部履行。' },
    play: cast =>
      signedPlan(cast, { applied: 38, offered: 35, signed: 34 }, { count: 1, firstDueAgo: 10 }, planId => [payInstalment(cast, planId, 11, 1)]),
  },
  ...guardStories,
]

