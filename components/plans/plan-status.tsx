import { useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'
import type { PlanState } from '@/lib/plans/plan-state'

const tones: Record<PlanState, 'neutral' | 'info' | 'good' | 'attention' | 'stop'> = {
  awaiting_approval: 'attention',
  offer: 'info',
  countered: 'attention',
  accepted: 'info',
  active: 'good',
  grace: 'attention',
  completed: 'good',
  broken: 'stop',
  cancelled: 'neutral',
  superseded: 'neutral',
  declined: 'neutral',
  expired: 'neutral',
}

/** What was cancelled before it was signed was never in force; afterwards it was ended. */
export function PlanStatus({ status, isSigned }: { status: PlanState; isSigned: boolean }) {
  const t = useTranslations('plans.status')
  return <StatusDot tone={tones[status]}>{t(status === 'cancelled' && isSigned ? 'ended' : status)}</StatusDot>
}
