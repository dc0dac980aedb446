import { getLocale, getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { entryWords } from '@/components/loans/debt-words'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { dateInWords } from '@/components/ui/date-words'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'
import type { BorrowerActor, Ctx } from '@/lib/context'
import { isOwnReport } from '@/lib/credit-reports/queries'
import { reportedDay } from '@/lib/credit-reports/reported-line'
import type { LoanDetail } from '@/lib/loans/detail'
import { formatMoney } from '@/lib/money'
import { getPortalHome } from '@/lib/portal/queries'
import { disputeDays, disputeReasons } from '@/lib/threads/input'
import { dispute } from '../thread-actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ loan?: string; line?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('dispute.title') }
}

/** A line of the debt that was tapped arrives as the first words, so that nobody has to say it again. */
export default async function DisputePage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [t, { loan, line }, { loans }] = await Promise.all([getTranslations('portal.dispute'), searchParams, getPortalHome(ctx)])
  const known = loans.find(one => one.number === loan)
  const about = loan && line ? ((await reportedInWords(ctx, loan, line)) ?? (known && (await lineInWords(known.detail, line)))) : null
  const hidden = { lender, ...(loan && line && about ? { loan, line } : {}) }
  return (
    <>
      <PortalHeading title={t('title')} lead={t('lead', { days: disputeDays })} />
      <ActionForm action={dispute} hidden={hidden}>
        <RadioGroup name="reason" defaultValue={about ? 'amount_wrong' : undefined} legend={t('reasonTitle')} look="cards" choices={disputeReasons.map(value => ({ value, label: t(`reason.${value}`) }))} />
        <Textarea name="body" label={t('body')} hint={t('hint')} rows={4} maxLength={4000} defaultValue={about ? `${about}\n` : ''} required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('send')}
        </Button>
      </ActionForm>
    </>
  )
}

/** The line as a sentence's beginning; null for one that the loan has not. */
async function lineInWords(loan: LoanDetail, key: string): Promise<string | null> {
  const [t, locale] = await Promise.all([getTranslations('debt'), getLocale()])
  const section = loan.account.sections.find(({ entries }) => entries.some(entry => entry.key === key))
  const entry = section?.entries.find(one => one.key === key)
  if (!section || !entry) return null
  const isPlan = loan.terms.schedules.find(({ version }) => version === section.version)?.is === 'plan'
  const words = entryWords({ t, isPlan, reasonOf: id => loan.charges.find(({ chargeId }) => chargeId === id)?.reason ?? null }, entry)
  return t('disputeAbout', { loan: loan.number, entry: words, date: dateInWords(entry.on, locale), amount: formatMoney(Math.abs(entry.amountCents), loan.currency, locale) })
}

/** A reported month, also of a loan that is closed; null for one that was not reported. */
async function reportedInWords(ctx: Ctx<BorrowerActor>, loan: string, key: string): Promise<string | null> {
  const asOf = reportedDay(key)
  if (!asOf || !(await isOwnReport(ctx, loan, asOf))) return null
  const [t, locale] = await Promise.all([getTranslations('portal.creditRecord'), getLocale()])
  return t('disputeAbout', { loan, date: dateInWords(asOf, locale) })
}
