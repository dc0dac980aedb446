import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import type { Step } from '@/lib/hardship/application-input'
import { budgetTotals } from '@/lib/hardship/budget'
import { cents, type Currency } from '@/lib/money'
import { StepHeading, stepFields, type StepFrame } from './step-form'

export type Answers = {
  whatChanged: string | null
  story: string | null
  offerCents: number | null
  offerFrequency: string | null
  needs: readonly string[]
  lines: readonly { side: string; monthlyCents: number }[]
  documentNames: readonly string[]
}
type Props = { frame: StepFrame; action: FormAction; currency: Currency; answers: Answers }

/** Check answers, then one plain declaration. */
export function CheckStep({ frame, action, currency, answers }: Props) {
  const t = useTranslations('hardship')
  return (
    <>
      <StepHeading frame={frame} title={t('check.title')} lead={t('check.lead')} />
      <AnswerList answers={answers} currency={currency} changeHref={step => `/portal/${frame.lender}/hardship/${step}?back=check`} />
      <ActionForm action={action} hidden={stepFields({ ...frame, back: undefined })} className="mt-8">
        <Checkbox name="declared" label={t('check.declaration')} required />
        <p className="text-[0.92em] text-ink-soft">{t('check.afterwards')}</p>
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('check.send')}
        </Button>
      </ActionForm>
    </>
  )
}

/** The answers as the borrower gave them; with `changeHref` each can be changed. */
export function AnswerList({ answers, currency, changeHref }: { answers: Answers; currency: Currency; changeHref?: (step: Step) => string }) {
  const t = useTranslations('hardship')
  const totals = budgetTotals(answers.lines.map(line => ({ ...line, monthlyCents: cents(line.monthlyCents) })))
  const item = (step: Step, detail: ReactNode) => ({
    id: step,
    term: t(`check.${step}`),
    detail,
    action: changeHref && (
      <Link className="inline-flex min-h-6 items-center underline underline-offset-4" href={changeHref(step)}>
        {t('check.change')} <span className="sr-only">{t(`check.${step}`)}</span>
      </Link>
    ),
  })
  const none = <span className="text-ink-faint">{t('check.nothing')}</span>
  return (
    <DescriptionList
      lined
      items={[
        item(
          'changed',
          <>
            {answers.whatChanged ? t(`changes.${answers.whatChanged}`) : none}
            {answers.story && <p className="mt-1 whitespace-pre-line break-words text-ink-soft">{answers.story}</p>}
          </>,
        ),
        item(
          'pay',
          answers.offerFrequency === null ? (
            none
          ) : answers.offerFrequency === 'none' ? (
            t('offer.none')
          ) : (
            <>
              <Money amountCents={answers.offerCents ?? 0} currency={currency} /> {t(`frequency.${answers.offerFrequency}`)}
            </>
          ),
        ),
        item(
          'money',
          answers.lines.length === 0
            ? none
            : t.rich('check.moneyLine', {
                income: () => <Money amountCents={totals.incomeCents} currency={currency} />,
                spending: () => <Money amountCents={totals.spendingCents} currency={currency} />,
              }),
        ),
        item(
          'proof',
          answers.documentNames.length === 0 ? (
            none
          ) : (
            <ul>
              {answers.documentNames.map((name, index) => (
                <li key={index} className="break-all">
                  {name}
                </li>
              ))}
            </ul>
          ),
        ),
        item('needs', answers.needs.length === 0 ? none : answers.needs.map(need => t(`need.${need}`)).join(' · ')),
      ]}
    />
  )
}
