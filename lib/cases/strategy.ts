import { z } from 'zod'

export const stages = ['pre_due', 'early', 'middle', 'late', 'legal'] as const
export type Stage = (typeof stages)[number]

const words = z.object({ en: z.string().min(1), 'zh-CN': z.string().min(1) })

/** One rung. Days past due count from the oldest unpaid due date; negative days lie before it. */
export const StrategyStep = z
  .object({
    id: z.string().regex(/^[A-Z]\d{1,2}[a-z]?$/),
    fromDpd: z.number().int().min(-30),
    toDpd: z.number().int().nullable(),
    stage: z.enum(stages),
    action: z.enum([
      'sms',
      'email',
      'call',
      'letter',
      'visit',
      'legal_advice',
      'placement',
      'lawyer_letter',
      'arbitration',
      'lawsuit',
      'enforcement',
    ]),
    template: z.string().optional(),
    requires: z
      .array(
        z.enum([
          'message_failed',
          'calls_failed',
          'visit_approved',
          'borrower_told',
          'agency_listed',
          'not_time_barred',
          'legal_assessed',
          'judgment',
        ]),
      )
      .default([]),
    name: words,
  })
  .refine(step => step.toDpd === null || step.toDpd >= step.fromDpd, { error: 'strategy_step_backwards' })
export type StrategyStep = z.infer<typeof StrategyStep>

export const Strategy = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().min(1),
  name: words,
  steps: z
    .array(StrategyStep)
    .min(1)
    .refine(steps => new Set(steps.map(step => step.id)).size === steps.length, { error: 'strategy_step_twice' })
    .refine(isClimbing, { error: 'strategy_stage_backwards' }),
})
export type Strategy = z.infer<typeof Strategy>
/** As written by hand: `requires` may be left out. */
export type StrategyData = z.input<typeof Strategy>

/** The stage of a case: that of the highest rung it has reached. Before the due date it is `pre_due`. */
export function stageFor(strategy: Pick<Strategy, 'steps'>, dpd: number): Stage {
  if (dpd <= 0) return 'pre_due'
  return strategy.steps.filter(step => step.fromDpd <= dpd).reduce<Stage>((reached, step) => later(reached, step.stage), 'early')
}

/** Rungs a case stands on at this many days past due, in the ladder's order. */
export const stepsDue = (strategy: Pick<Strategy, 'steps'>, dpd: number): StrategyStep[] =>
  strategy.steps.filter(step => step.fromDpd <= dpd && (step.toDpd === null || dpd <= step.toDpd))

/** Rungs that send a message by themselves: with a template, at the day they begin. */
export const automaticSteps = (strategy: Pick<Strategy, 'steps'>) =>
  strategy.steps.flatMap(step =>
    step.template && (step.action === 'sms' || step.action === 'email')
      ? [{ ...step, template: step.template, action: step.action }]
      : [],
  )

const later = (a: Stage, b: Stage): Stage => (stages.indexOf(b) > stages.indexOf(a) ? b : a)

/** A later day is never an earlier stage. */
function isClimbing(steps: { fromDpd: number; stage: Stage }[]): boolean {
  const ordered = [...steps].sort((a, b) => a.fromDpd - b.fromDpd)
  return ordered.every((step, i) => i === 0 || stages.indexOf(step.stage) >= stages.indexOf(ordered[i - 1]?.stage ?? 'pre_due'))
}
