import { route } from '@/app/_server/route'
import { exportStatement } from '@/lib/ledger/statement-commands'
import { asOfFrom } from '@/lib/ledger/statement-input'
import { statementBody } from '@/lib/ledger/statement-api'

export const GET = route({
  actor: 'api',
  run: async (ctx, { params, url }) => statementBody(await exportStatement(ctx, { who: params.id ?? '', asOf: asOfFrom(url), format: 'json' })),
})
