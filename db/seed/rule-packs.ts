import { addDays, type LocalDate } from '@/lib/dates'
import type { Ctx, SystemActor } from '@/lib/context'
import { draftPack, proposePack, saveDraft } from '@/lib/guard/pack-commands'
import { getPack } from '@/lib/guard/pack-queries'
import type { DemoLender } from './lenders'
import { openStage } from './stage'

const fourDials = {
  'test.limit': '4',
  'text.en': 'A number that is not answered is dialled at most four times a day.',
  'text.zh_cn': '同一号码无人接听的，当日拨打不超过四次。',
}
const quietFromNine = {
  'test.from': '21:00',
  'text.en': 'No contact from 21:00 to 08:00 in the borrower’s own time, unless another time was agreed.',
  'text.zh_cn': '借款人当地时间 21:00 至次日 08:00 不得催收，另有约定的除外。',
}
type Edit = { code: string; effectiveFrom: LocalDate; rule: string; fields: Record<string, string> }

/** A proposal of the administrator that waits for compliance, and a draft that compliance has begun. */
export async function seedRulePacks(base: Ctx<SystemActor>, lender: DemoLender): Promise<void> {
  const stage = openStage(base, lender)
  const [admin, compliance] = [stage.staff('admin', base.now), stage.staff('compliance', base.now)]
  const nextMonth = addDays(base.today, 30)
  const caps = { code: 'cn-cba-2026', effectiveFrom: nextMonth, rule: 'attempts_per_number_per_day', fields: fourDials }
  await proposePack(admin, await draft(admin, caps))
  await draft(compliance, { code: 'cn-gbt-45251-2025', effectiveFrom: nextMonth, rule: 'quiet_hours', fields: quietFromNine })
}

async function draft(ctx: Ctx, { code, effectiveFrom, rule, fields }: Edit): Promise<{ id: string; seen: string }> {
  const { id, version } = await draftPack(ctx, { code })
  const seen = async () => ({ id, seen: (await getPack(ctx, code, version)).own?.seen ?? '' })
  await saveDraft(ctx, { ...(await seen()), effectiveFrom, change: { edit: 'rule', id: rule, fields } })
  return seen()
}
