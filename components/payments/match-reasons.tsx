import { useFormatter, useTranslations } from 'next-intl'

const known = ['loan_number', 'plan_number', 'case_number', 'borrower_number', 'same_name', 'amount_due', 'amount_instalment', 'amount_outstanding'] as const
const isKnown = (reason: string): reason is (typeof known)[number] => known.some(one => one === reason)

/** What a line was matched to and what speaks for it. */
export function MatchReasons({ number, reasons }: { number: string; reasons: readonly string[] }) {
  const t = useTranslations('statements')
  const format = useFormatter()
  return (
    <>
      <span className="font-medium">{number}</span> <span className="text-ink-soft">{format.list(reasons.filter(isKnown).map(reason => t(`reasons.${reason}`)))}</span>
    </>
  )
}
