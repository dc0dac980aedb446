'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { Textarea } from '@/components/ui/textarea'
import { decimalText, type Cents, type Currency } from '@/lib/money'
import { MOST_PARTS } from '@/lib/payments/bank-input'
import { ConfirmPayment } from './confirm-payment'

type Props = { lineId: string; amountCents: Cents; currency: Currency; assign: FormAction; setAside: FormAction }

/** Posts a line by hand, in parts when several people's money came together; or puts it aside. */
export function LineDecision({ lineId, amountCents, currency, assign, setAside }: Props) {
  const t = useTranslations('statements')
  const [rows, setRows] = useState(2)
  return (
    <>
      <section className="flex flex-col gap-3">
        <h2 className="text-base font-semibold text-ink">{t('byHand')}</h2>
        <p className="text-sm text-ink-soft">{t('byHandHint')}</p>
        <ActionForm action={assign} idPrefix="split-" hidden={{ lineId }} label={t('byHand')}>
          {Array.from({ length: rows }, (_, i) => i + 1).map(row => (
            <div key={row} className="flex flex-wrap gap-4">
              <Input name={`number${row}`} label={t('partNumber', { row })} autoComplete="off" optional={row > 1} />
              <MoneyField name={`amount${row}`} label={t('partAmount', { row })} currency={currency} defaultValue={row === 1 ? decimalText(amountCents) : ''} optional={row > 1} />
            </div>
          ))}
          <div className="flex flex-wrap gap-3">
            <ConfirmPayment label={t('post')} />
            {rows < MOST_PARTS && (
              <Button type="button" onClick={() => setRows(rows + 1)}>
                {t('anotherPart')}
              </Button>
            )}
          </div>
        </ActionForm>
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-base font-semibold text-ink">{t('notOurs')}</h2>
        <ActionForm action={setAside} idPrefix="aside-" hidden={{ lineId }} label={t('notOurs')}>
          <Textarea name="reason" label={t('reason')} hint={t('notOursHint')} maxLength={300} rows={2} required />
          <ConfirmPayment label={t('setAside')} />
        </ActionForm>
      </section>
    </>
  )
}
