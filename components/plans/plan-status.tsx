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

export function PlanStatus({ status }: { status: PlanState }) {
  const t = useTranslations('plans.status')
  return <StatusDot tone={tones[status]}>{t(status)}</StatusDot>
}
