import { route } from '@/app/_server/route'
import { startApply } from '@/lib/imports/commands'

/** Takes a checked file into the book: 202, and the file's own address says how far it is. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { params }) => {
    const id = params.id ?? ''
    await startApply(ctx, id)
    return Response.json({ id, status: 'applying' }, { status: 202, headers: { location: `/api/v1/imports/${id}`, 'cache-control': 'no-store' } })
  },
})
