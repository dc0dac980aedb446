import { notFound } from 'next/navigation'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { can } from '@/lib/accounts/permissions'
import { getPack } from '@/lib/guard/pack-queries'

export type PackParams = { params: Promise<{ code: string; version: string }> }

/** The version that the address names, or "not found" for a stranger, another lender, another name. */
export async function packOf({ params }: PackParams) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'pack:read')) notFound()
  const { code, version } = await params
  return { ctx, view: await orNotFound(getPack(ctx, code, version)) }
}
