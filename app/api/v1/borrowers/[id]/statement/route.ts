import { route } from '@/app/_server/route'
import { asOfFrom } from '@/lib/ledger/statement-input'
import { statementBody } from '@/lib/ledger/statement-api'
import { getStatement } from '@/lib/ledger/statement-queries'

export const GET = route({
  actor: 'api',
  run: async (ctx, { params, url }) => statementBody(await getStatement(ctx, params.id ?? '', asOfFrom(url))),
})
