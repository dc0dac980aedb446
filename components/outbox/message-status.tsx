import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { Tone } from '@/components/ui/density'
import { StatusDot } from '@/components/ui/status-dot'
import type { MessageStatus as Status } from '@/lib/outbox/list'
import type { Receipt } from '@/lib/outbox/receipt-input'

const tones: Record<Status, Tone> = { queued: 'info', handed: 'good', blocked: 'stop', failed: 'stop', cancelled: 'neutral' }
const known = [
  'quiet_hours',
  'hold',
  'plan_in_force',
  'number_invalid',
  'number_refused',
  'third_person',
  'unknown_number',
  'no_rules',
  'gateway_refused',
] as const

type Props = { status: Status; blockedBy: string | null; sendAfter: Date; handedAt?: Date | null; delivery?: Receipt | null; now: Date; timeZone: string }

/** What became of a message, and why it waits or did not go. */
export function MessageStatus({ status, blockedBy, sendAfter, handedAt, delivery, now, timeZone }: Props) {
  const t = useTranslations('outbox')
  const waits = status === 'queued' && sendAfter > now
  const rule = known.find(one => one === blockedBy)
  return (
    <span className="flex flex-col gap-0.5">
      <StatusDot tone={waits ? 'attention' : tones[status]}>{t(waits ? 'status.waiting' : `status.${status}`)}</StatusDot>
      {blockedBy && <span className="text-xs whitespace-normal text-ink-soft">{t(`because.${rule ?? 'other'}`)}</span>}
      <span className="text-xs text-ink-faint">
        {waits && <DateText value={sendAfter} timeZone={timeZone} />}
        {handedAt && <DateText value={handedAt} timeZone={timeZone} />}
      </span>
      {delivery && (
        <span className="text-xs text-ink-soft">
          {t(`delivery.${delivery.delivery}`)} <DateText value={delivery.at} timeZone={timeZone} />
        </span>
      )}
    </span>
  )
}
