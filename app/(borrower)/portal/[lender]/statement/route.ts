import { route } from '@/app/_server/route'
import { statementFile } from '@/app/_server/statement-file'

export const GET = route({ actor: 'borrower', run: (ctx, { url }) => statementFile(ctx, ctx.actor.id, url) })
