import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { DateText } from '@/components/ui/date-text'
import { MoneyField } from '@/components/ui/money-field'
import type { Currency } from '@/lib/money'
import type { AdjustmentRoom } from '@/lib/plans/adjust'
import type { TypedChange } from '@/lib/plans/adjust-input'
import type { AdjustmentPreview } from '@/lib/plans/adjust-queries'
import { ChangePreview } from './change-preview'

type Props = {
  room: AdjustmentRoom
  typed: TypedChange
  /** What was typed and is not possible, said already. */
  problems: readonly string[]
  preview: AdjustmentPreview | null
  currency: Currency
  today: string
  confirm: FormAction
  hidden: Record<string, string>
  /** Kept in the address when something is tried out. */
  keep?: Record<string, string>
}

/** Move the next date, or pay it in two parts: tried out by address first, so that nothing happens before it was seen. */
export function ChangeDate({ room, typed, problems, preview, currency, today, confirm, hidden, keep = {} }: Props) {
  const t = useTranslations('planChange')
  const of = (kind: string) => (typed.kind === kind ? typed : { ...typed, toOn: '', first: '' })
  const dates = { min: room.fromOn, max: room.untilOn }
  return (
    <div className="flex flex-col gap-6">
      <p>
        {t.rich('room', { count: room.changesLeft, from: () => <DateText key="from" value={room.fromOn} />, until: () => <DateText key="until" value={room.untilOn} /> })}
      </p>
      {preview && <ChangePreview preview={preview} typed={typed} currency={currency} today={today} confirm={confirm} hidden={hidden} />}
      <Try kind="move" keep={keep} problems={typed.kind === 'move' ? problems : []}>
        <DateField name="toOn" id="move-to" label={t('moveTo')} defaultValue={of('move').toOn} required {...dates} />
      </Try>
      <Try kind="split" keep={keep} problems={typed.kind === 'split' ? problems : []}>
        <MoneyField
          name="first"
          id="split-first"
          currency={currency}
          required
          label={t.rich('splitFirst', { date: () => <DateText key="date" value={room.firstOn} /> })}
          defaultValue={of('split').first}
        />
        <DateField name="toOn" id="split-to" label={t('splitTo')} defaultValue={of('split').toOn} required {...dates} />
      </Try>
    </div>
  )
}

type TryProps = { kind: 'move' | 'split'; keep: Record<string, string>; problems: readonly string[]; children: React.ReactNode }

function Try({ kind, keep, problems, children }: TryProps) {
  const t = useTranslations('planChange')
  return (
    <section aria-labelledby={`${kind}-title`} className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <h2 id={`${kind}-title`} className="font-semibold">
        {t(`${kind}Title`)}
      </h2>
      <p className="text-ink-soft">{t(`${kind}Text`)}</p>
      {problems.map(problem => (
        <p key={problem} role="alert" className="text-stop">
          {problem}
        </p>
      ))}
      <form method="get" className="flex flex-col items-start gap-3">
        {Object.entries({ ...keep, kind }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <Button type="submit" className="max-sm:w-full">
          {t('see')}
        </Button>
      </form>
    </section>
  )
}
