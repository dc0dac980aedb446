import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Severity } from '@/lib/guard/rule'

const tones = { block: 'stop', warn: 'attention', advice: 'neutral' } as const

export function SeverityBadge({ severity }: { severity: Severity }) {
  const t = useTranslations('rules.severity')
  return <Badge tone={tones[severity]}>{t(severity)}</Badge>
}
