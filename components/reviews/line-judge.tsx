'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { RadioGroup } from '@/components/ui/radio-group'
import { StatusDot } from '@/components/ui/status-dot'
import type { ApplicationLine } from '@/lib/hardship/queries'
import type { Currency } from '@/lib/money'

const tones = { stated: 'neutral', accepted: 'good', queried: 'attention', rejected: 'stop' } as const
const isKnown = (review: string): review is keyof typeof tones => review in tones

type Props = { line: ApplicationLine; currency: Currency; hidden: Record<string, string>; canJudge: boolean; action: FormAction }

/** One line: stated amount, the month it makes, its state, and three answers. */
export function LineJudge({ line, currency, hidden, canJudge, action }: Props) {
  const t = useTranslations('reviews.line')
  const h = useTranslations('hardship')
  const [isOpen, setOpen] = useState(false)
  const review = isKnown(line.review) ? line.review : 'stated'
  const name = h(`category.${line.category}`)
  return (
    <li className="py-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0">
          {name}
          {line.frequency !== 'monthly' && (
            <span className="ml-1 text-xs text-ink-faint">
              <Money amountCents={line.amountCents} currency={currency} /> {h(`frequency.${line.frequency}`)}
            </span>
          )}
        </span>
        <Money
          amountCents={line.monthlyCents}
          currency={currency}
          className={review === 'rejected' ? 'line-through decoration-line-strong' : undefined}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-3 text-sm">
        <StatusDot tone={tones[review]}>{t(review)}</StatusDot>
        {canJudge && (
          <Button
            variant="ghost"
            aria-expanded={isOpen}
            aria-label={t('judge', { line: name })}
            onClick={() => setOpen(!isOpen)}
            className="min-h-7 px-2 text-accent"
          >
            {t('open')}
          </Button>
        )}
      </div>
      {line.reviewNote && <p className="text-sm text-ink-soft">{line.reviewNote}</p>}
      {isOpen && (
        <ActionForm
          action={action}
          hidden={hidden}
          idPrefix={`line-${line.id}-`}
          label={t('judge', { line: name })}
          onOk={() => setOpen(false)}
          className="mt-2 gap-3 rounded-md border border-line bg-sunken p-3"
        >
          <RadioGroup
            name="review"
            legend={t('judge', { line: name })}
            legendHidden
            look="inline"
            defaultValue={review === 'stated' ? 'accepted' : review}
            choices={[
              { value: 'accepted', label: t('accept') },
              { value: 'queried', label: t('query') },
              { value: 'rejected', label: t('reject') },
            ]}
          />
          <Input name="note" label={t('note')} hint={t('noteHint')} defaultValue={line.reviewNote ?? ''} maxLength={500} />
          <Button type="submit" className="self-start">
            {t('save')}
          </Button>
        </ActionForm>
      )}
    </li>
  )
}
