import { useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'

const tones = {
  submitted: 'info',
  in_review: 'info',
  more_requested: 'attention',
  approved: 'good',
  declined: 'neutral',
  withdrawn: 'neutral',
} as const

export function ReviewStatus({ status }: { status: string }) {
  const t = useTranslations('reviews.status')
  const known = status in tones ? (status as keyof typeof tones) : 'submitted'
  return <StatusDot tone={tones[known]}>{t(known)}</StatusDot>
}
