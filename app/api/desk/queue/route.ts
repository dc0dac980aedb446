import { route } from '@/app/_server/route'
import { readQueueFilter } from '@/lib/cases/queue-filter'
import { listQueue } from '@/lib/cases/queue-queries'

export const GET = route({ actor: 'staff', run: (ctx, { url }) => listQueue(ctx, readQueueFilter(url.searchParams)) })
