'use server'

import { action } from '@/app/_server/action'
import { decidePolicyChange, proposePolicyChange, withdrawPolicyChange } from '@/lib/lenders/policy-commands'
import { DecidePolicy, ProposePolicy, WithdrawPolicy } from '@/lib/lenders/policy-input'

export const proposePolicyAction = action({
  actor: 'staff',
  input: ProposePolicy,
  run: async (ctx, input) => {
    await proposePolicyChange(ctx, input)
    return { redirectTo: '/policy/changes?done=proposed' }
  },
})

export const decidePolicyAction = action({
  actor: 'staff',
  input: DecidePolicy,
  run: async (ctx, input) => {
    await decidePolicyChange(ctx, input)
    return { redirectTo: `/policy/changes?show=decided&done=${input.decision}` }
  },
})

export const withdrawPolicyAction = action({
  actor: 'staff',
  input: WithdrawPolicy,
  run: async (ctx, input) => {
    await withdrawPolicyChange(ctx, input)
    return { redirectTo: '/policy/changes?done=withdraw' }
  },
})
