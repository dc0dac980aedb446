import { orNotFound } from '@/app/_server/found'
import { LoanMoney } from '@/components/cases/loan-money'
import { AsOfForm } from '@/components/loans/as-of-form'
import { LimitationList } from '@/components/loans/limitation-list'
import { parseLocalDate } from '@/lib/dates'
import { getLimitation } from '@/lib/matters/limitation-queries'
import { getStatement } from '@/lib/ledger/statement-queries'
import { openCasePage } from '../case-key'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ asOf?: string | string[] }> }

/** The money as it stood on `?asOf=`; a day that is none, or ahead, is today. */
export default async function MoneyPage({ params, searchParams }: Props) {
  const { ctx, key, token } = await openCasePage((await params).token)
  const { asOf: asked } = await searchParams
  const day = typeof asked === 'string' ? parseLocalDate(asked) : null
  const asOf = day && day <= ctx.today ? day : ctx.today
  const [{ loans }, limitation] = await orNotFound(Promise.all([getStatement(ctx, key.borrowerId, asOf), getLimitation(ctx, key.borrowerId)]))
  return (
    <div className="flex flex-col gap-10">
      <AsOfForm asOf={asOf} today={ctx.today} exportHref={`/cases/${token}/money/statement`} />
      {loans.map(({ detail, balances }) => (
        <LoanMoney key={detail.loanId} loan={detail} balances={balances} today={asOf} />
      ))}
      <LimitationList loans={limitation} today={ctx.today} />
    </div>
  )
}
