import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readEnv } from '@/lib/env'

const DemoFile = z.object({
  lenders: z.array(
    z.object({
      slug: z.string(),
      name: z.union([z.string(), z.object({ en: z.string(), 'zh-CN': z.string() }).partial()]),
      logins: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
    }),
  ),
})

export type DemoLogin = { lender: string; role: string; email: string; password: string }

/** The logins the demo made for itself; empty outside the demo. */
export async function listDemoLogins(locale: 'en' | 'zh-CN'): Promise<DemoLogin[]> {
  if (!readEnv().LEEWAY_DEMO) return []
  const text = await readFile(/* turbopackIgnore: true */ process.env.LEEWAY_DEMO_FILE ?? '.data/demo.json', 'utf8').catch(() => '{}')
  const parsed = DemoFile.safeParse(JSON.parse(text))
  if (!parsed.success) return []
  return parsed.data.lenders.flatMap(lender => {
    const name = typeof lender.name === 'string' ? lender.name : (lender.name[locale] ?? lender.slug)
    return lender.logins.map(login => ({ lender: name, role: login.role, email: login.email, password: login.password }))
  })
}
