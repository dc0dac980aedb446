import { z } from 'zod'
import { withClient } from '@/lib/testing/cluster'
import { readDemo, type Server, type World } from './servers'

const Demo = z.object({
  lenders: z.array(
    z.object({
      slug: z.string(),
      apiKey: z.string(),
      agency: z.object({ apiKey: z.string(), borrowers: z.array(z.object({ number: z.string(), phone: z.string() })) }).nullable(),
      logins: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
      borrowers: z.array(z.object({ name: z.string(), phone: z.string(), idLastFour: z.string(), story: z.unknown() })).optional(),
    }),
  ),
})
export type DemoLender = z.infer<typeof Demo>['lenders'][number]

export function demoLender(world: World, slug: string): DemoLender {
  const found = Demo.parse(readDemo(world)).lenders.find(lender => lender.slug === slug)
  if (!found) throw new Error(`no lender ${slug} in the demo world`)
  return found
}

export function emailOf(world: World, slug: string, role: string): string {
  const login = demoLender(world, slug).logins.find(one => one.role === role)
  if (!login) throw new Error(`no ${role} at ${slug}`)
  return login.email
}

/** One row of the worker's own database, read as its owner. */
export async function one<T extends Record<string, unknown>>(server: Server, query: string, values: string[] = []): Promise<T> {
  const rows = await withClient(server.ownerUrl, sql => sql.unsafe<T[]>(query, values))
  const first = rows[0]
  if (!first) throw new Error(`nothing found by: ${query}`)
  return first
}
