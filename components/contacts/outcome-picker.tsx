'use client'

import { useState, type KeyboardEvent } from 'react'
import { useTranslations } from 'next-intl'
import { DateField } from '@/components/ui/date-field'
import { FieldError } from '@/components/ui/field'
import { useField } from '@/components/ui/field-context'
import { Kbd } from '@/components/ui/kbd'
import { OUTCOME_GROUPS, outcomesIn, type OutcomeCode } from '@/lib/contacts/outcomes'

type Props = { codes: readonly OutcomeCode[]; firstDay: string; lastDay: string }

/** Letters for a result: under the fingers while the receiver is still in the hand. */
const letters: Record<OutcomeCode, string> = {
  RPC: 'r', PTP: 'p', UTP: 'u', CB: 'b', RTP: 'f', DSP: 'd', CMP: 'c', VUL: 'v', PP: 'a', HU: 'h', NA: 'n', BUSY: 'y', PO: 'o', LM: 'm', TPC: 't',
  WN: 'w', EN: 'e', SO: 's', DNC: 'x', ATT: 'l', DEC: 'k', BK: 'j',
} // prettier-ignore

/** What came of it: native radio buttons in four groups; a letter picks, Enter sends. */
export function OutcomePicker({ codes, firstDay, lastDay }: Props) {
  const t = useTranslations('contacts')
  const [picked, setPicked] = useState<OutcomeCode | null>(null)
  const field = useField({ name: 'outcome' })
  function pick(event: KeyboardEvent<HTMLDivElement>) {
    if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey || event.altKey) return
    const code = codes.find(found => letters[found] === event.key.toLowerCase())
    if (!code) return
    event.preventDefault()
    event.stopPropagation()
    setPicked(code)
    event.currentTarget.querySelector<HTMLInputElement>(`input[value="${code}"]`)?.focus()
  }
  return (
    <>
      {field.problem && <FieldError id={field.fieldId}>{field.problem}</FieldError>}
      <div role="radiogroup" aria-label={t('outcome')} onKeyDown={pick} className="flex flex-col gap-3">
        {OUTCOME_GROUPS.map(group => {
          const inGroup = outcomesIn(group).filter(code => codes.includes(code))
          if (inGroup.length === 0) return null
          return (
            <div key={group} role="group" aria-label={t(`groups.${group}`)}>
              <p aria-hidden className="mb-1 text-xs text-ink-faint">
                {t(`groups.${group}`)}
              </p>
              <div className="grid grid-cols-2 gap-1">
                {inGroup.map(code => (
                  <label
                    key={code}
                    className="flex min-h-8 items-center gap-1.5 rounded-md border border-line px-2 text-sm text-ink hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
                  >
                    <input
                      type="radio"
                      name="outcome"
                      id={code === codes[0] ? field.fieldId : undefined}
                      value={code}
                      checked={picked === code}
                      autoFocus={code === codes[0]}
                      onChange={() => setPicked(code)}
                      className="size-3.5 shrink-0 accent-accent"
                    />
                    <span className="min-w-0 flex-1 leading-tight">{t(`outcomes.${code}`)}</span>
                    <span aria-hidden className="max-md:hidden">
                      <Kbd>{letters[code].toUpperCase()}</Kbd>
                    </span>
                  </label>
                ))}
              </div>
            </div>
          )
        })}
      </div>
      {picked && t.has(`effects.${picked}`) && (
        <p role="status" className="text-sm text-ink-soft">
          {t(`effects.${picked}`)}
        </p>
      )}
      {picked === 'CB' && <DateField name="callBackOn" label={t('callBackOn')} min={firstDay} max={lastDay} />}
    </>
  )
}
