'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { CircumstanceKind } from '@/lib/circumstances/circumstance'

/** What only this kind asks for. */
export function KindFields({ kind }: { kind: CircumstanceKind }) {
  const t = useTranslations('circumstances')
  switch (kind) {
    case 'attorney':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <Input name="name" label={t('lawyer')} maxLength={200} autoComplete="off" />
          <Input name="contact" label={t('lawyerContact')} maxLength={200} autoComplete="off" />
        </div>
      )
    case 'cease':
      return <Checkbox name="isWritten" value="yes" label={t('inWriting')} hint={t('inWritingHint')} />
    case 'breathing_space':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <Select name="space" label={t('space')} options={['standard', 'crisis'].map(value => ({ value, label: t(`spaces.${value}`) }))} />
          <DateField name="treatmentEndedOn" label={t('treatmentEndedOn')} optional />
        </div>
      )
    case 'validation_notice':
      return <DateField name="periodEndsOn" label={t('periodEndsOn')} />
    case 'agreed_times':
      return (
        <div className="grid grid-cols-2 gap-3">
          <Input type="time" name="from" label={t('from')} />
          <Input type="time" name="to" label={t('to')} />
        </div>
      )
    default:
      return null
  }
}
