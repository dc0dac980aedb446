import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/density'

const tones = {
  uploaded: 'attention',
  checking: 'info',
  checked: 'info',
  applying: 'info',
  applied: 'good',
  refused: 'attention',
  failed: 'attention',
} as const satisfies Record<string, Tone>
export type ImportState = keyof typeof tones

export const isImportState = (status: string): status is ImportState => Object.hasOwn(tones, status)

/** Where a file stands, as a word. */
export function ImportStatus({ status }: { status: string }) {
  const t = useTranslations('imports')
  const state = isImportState(status) ? status : 'failed'
  return <Badge tone={tones[state]}>{t(`statuses.${state}`)}</Badge>
}
