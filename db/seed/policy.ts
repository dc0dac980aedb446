import { newId } from '@/lib/clock'
import type { Ctx, SystemActor } from '@/lib/context'
import { decidePolicyChange, proposePolicyChange } from '@/lib/lenders/policy-commands'
import type { DemoLender } from './lenders'
import { openStage } from './stage'

/** A change of numbers that was returned, and one of compliance that waits for the administrator or a supervisor. */
export async function seedPolicyChanges(base: Ctx<SystemActor>, lender: DemoLender): Promise<void> {
  const stage = openStage(base, lender)
  const [admin, compliance] = [stage.staff('admin', base.now), stage.staff('compliance', base.now)]
  const form = { section: 'guardian' as const, product: '', version: 1 }
  const first = { ...form, requestId: newId(), reason: '部分借款人月底发薪，希望可以推迟更久。', typed: { moveDays: '30' } }
  const { changeId } = await proposePolicyChange(admin, first)
  await decidePolicyChange(compliance, { id: changeId, decision: 'return', note: '推迟一个月等于少还一期，请先看数据。' })
  const second = { ...form, requestId: newId(), reason: '近三个月多数借款人在方案终止后两周内补足，建议延长补救期。', typed: { cureDays: '14' } }
  await proposePolicyChange(compliance, second)
}
