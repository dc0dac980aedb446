import type { LenderPolicy } from './policy'

/** What the numbers of a policy have to be to each other, by the field that is to be mended; nothing amiss is empty. */
export function policyProblems(policy: LenderPolicy, lender: { isChinese: boolean }): Record<string, string> {
  const problems: Record<string, string> = {}
  if (policy.holdDays < policy.decideByDays) problems.holdDays = 'policy_hold_before_decision'
  // 金融资产风险分类办法 2023: at least a year.
  if (lender.isChinese && policy.watchMonths < 12) problems.watchMonths = 'policy_watch_too_short'
  const furthest = Math.max(0, ...policy.remindBeforeDays)
  const { checkInDays } = policy.guardian
  if (checkInDays > 0 && checkInDays <= furthest) problems.checkInDays = 'policy_check_in_with_reminder'
  if (policy.promiseGraceDays > policy.promiseHorizonDays) problems.promiseGraceDays = 'policy_grace_above_horizon'
  return { ...problems, ...promiseProblems(policy) }
}

function promiseProblems(policy: LenderPolicy): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const [kind, own] of Object.entries(policy.promises?.kinds ?? {})) {
    const { graceDays = policy.promiseGraceDays, horizonDays = policy.promiseHorizonDays, tolerancePpm = policy.promiseTolerancePpm, partialPpm } = own
    if (partialPpm !== undefined && partialPpm > tolerancePpm) problems[`${kind}_partialPpm`] = 'policy_part_above_whole'
    if (graceDays > horizonDays) problems[`${kind}_graceDays`] = 'policy_grace_above_horizon'
  }
  return problems
}
