import { MessagesProvider } from '@/components/layout/messages-provider'
import { orNotFound } from '@/app/_server/found'
import { LoanMoney } from '@/components/cases/loan-money'
import { AsOfForm } from '@/components/loans/as-of-form'
import { Charges } from '@/components/loans/charges'
import { LimitationList } from '@/components/loans/limitation-list'
import { can } from '@/lib/accounts/permissions'
import { newId } from '@/lib/clock'
import { parseLocalDate } from '@/lib/dates'
import { listCharges } from '@/lib/loans/charge-queries'
import { getLimitation } from '@/lib/matters/limitation-queries'
import { getStatement } from '@/lib/ledger/statement-queries'
import { openCasePage } from '../case-key'
import { addChargeAction, cancelChargeAction } from './actions'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ asOf?: string | string[] }> }

/** The money as it stood on `?asOf=`; a day that is none, or ahead, is today. */
export default async function MoneyPage({ params, searchParams }: Props) {
  const { ctx, key, token } = await openCasePage((await params).token)
  const { asOf: asked } = await searchParams
  const day = typeof asked === 'string' ? parseLocalDate(asked) : null
  const asOf = day && day <= ctx.today ? day : ctx.today
  const [{ loans }, limitation] = await orNotFound(Promise.all([getStatement(ctx, key.borrowerId, asOf), getLimitation(ctx, key.borrowerId)]))
  const charges = asOf === ctx.today && can(ctx.actor, 'charge:record') ? await orNotFound(listCharges(ctx, key.borrowerId)) : null
  return (
    <div className="flex flex-col gap-10">
      <AsOfForm asOf={asOf} today={ctx.today} exportHref={`/cases/${token}/money/statement`} />
      {loans.map(({ detail, balances }) => (
        <div key={detail.loanId} className="flex flex-col gap-5">
          <LoanMoney loan={detail} balances={balances} today={asOf} />
          {charges && ['active', 'charged_off'].includes(detail.status) && (
            <MessagesProvider namespaces={['shell']}>
              <Charges
                loanNumber={detail.number}
                charges={charges.filter(charge => charge.loanId === detail.loanId)}
                currency={detail.currency}
                today={ctx.today}
                caseToken={token}
                requestId={newId()}
                add={addChargeAction}
                cancel={cancelChargeAction}
              />
            </MessagesProvider>
          )}
        </div>
      ))}
      <LimitationList loans={limitation} today={ctx.today} />
    </div>
  )
}
