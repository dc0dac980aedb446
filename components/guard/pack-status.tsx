import { useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'
import type { PackLine } from '@/lib/guard/pack-queries'

/** Where a version stands: in effect, waiting for its day, drafted, proposed, returned, or only ready. */
export function PackStatus({ line }: { line: Pick<PackLine, 'status' | 'isInEffect' | 'isChosen' | 'isWaiting'> }) {
  const t = useTranslations('rules.status')
  if (line.status === 'draft') return <StatusDot tone="neutral">{t('draft')}</StatusDot>
  if (line.status === 'proposed') return <StatusDot tone="attention">{t('proposed')}</StatusDot>
  if (line.status === 'returned') return <StatusDot tone="neutral">{t('returned')}</StatusDot>
  if (line.isWaiting) return <StatusDot tone="info">{t('waiting')}</StatusDot>
  if (!line.isInEffect) return <StatusDot tone="neutral">{t('replaced')}</StatusDot>
  return line.isChosen ? <StatusDot tone="good">{t('inEffect')}</StatusDot> : <StatusDot tone="neutral">{t('ready')}</StatusDot>
}
