import { conflict } from '@/lib/errors'
import { planMachine, type PlanEvent, type PlanState } from './plan-state'

/** The state a plan's event leads to. Throws `conflict` move_not_permitted. */
export function moved(status: string, event: PlanEvent): PlanState {
  const step = planMachine.next(status as PlanState, event)
  if (!step.ok) throw conflict(step.refusal.reason, step.refusal.values)
  return step.state
}
