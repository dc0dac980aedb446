import type { PlanKind } from './plan'

/** Every kind of plan, the most usual first. */
export const planKinds = ['instalments', 'extension', 'holiday', 'step_up', 'token', 'settlement', 'lump_sum_plus'] as const satisfies readonly PlanKind[]
