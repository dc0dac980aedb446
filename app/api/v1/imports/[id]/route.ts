import { route } from '@/app/_server/route'
import { countReasons, findImport } from '@/lib/imports/queries'
import { describeImport } from '@/lib/imports/describe'

/** What became of a file: status, counts of the dry run, reasons, and the problem when it was refused. */
export const GET = route({
  actor: 'api',
  run: async (ctx, { params }) => {
    const found = await findImport(ctx, params.id ?? '')
    return { ...describeImport(found), reasons: await countReasons(ctx, found.id) }
  },
})
