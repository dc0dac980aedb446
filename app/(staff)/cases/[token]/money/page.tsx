import { LoanMoney } from '@/components/cases/loan-money'
import { listLoanDetails } from '@/lib/loans/queries'
import { openCasePage } from '../case-key'

export default async function MoneyPage({ params }: { params: Promise<{ token: string }> }) {
  const { ctx, key } = await openCasePage((await params).token)
  const loans = await listLoanDetails(ctx, key.borrowerId)
  return (
    <div className="flex flex-col gap-10">
      {loans.map(loan => (
        <LoanMoney key={loan.loanId} loan={loan} today={ctx.today} />
      ))}
    </div>
  )
}
