import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { CircumstanceView } from '@/lib/circumstances/queries'

type Props = { parts: CircumstanceView['parts']; timeZone: string }

/** The parts that only this kind has, in one line. */
export function CircumstanceDetail({ parts, timeZone }: Props) {
  const t = useTranslations('circumstances')
  const valueOf = (part: string) => parts.find(one => one.part === part)?.value
  const [from, to] = [valueOf('from'), valueOf('to')]
  const [space, treatmentEndedAt, periodEndsOn] = [valueOf('space'), valueOf('treatmentEndedAt'), valueOf('periodEndsOn')]
  const said = [
    ...(from && to ? [`${from}–${to}`] : []),
    ...(valueOf('isWritten') ? [t('written')] : []),
    ...(space ? [t(`spaces.${space}`)] : []),
    ...['name', 'contact'].flatMap(part => valueOf(part) ?? []),
  ]
  return (
    <span className="min-w-0 break-words text-ink">
      {said.join(' · ')}
      {treatmentEndedAt && (
        <>
          {' · '}
          {t('treatmentEnded')} <DateText value={new Date(treatmentEndedAt)} timeZone={timeZone} />
        </>
      )}
      {periodEndsOn && (
        <>
          {t('periodEnds')} <DateText value={periodEndsOn} />
        </>
      )}
    </span>
  )
}
