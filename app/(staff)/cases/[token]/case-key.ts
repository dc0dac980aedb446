import { notFound } from 'next/navigation'
import { cache } from 'react'
import { staffContext } from '@/app/_server/context'
import { can } from '@/lib/accounts/permissions'
import { getOverview } from '@/lib/cases/overview-queries'
import { DomainError } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

/** The case of a page's address, read once per request; out of scope is not found. */
export const openCasePage = cache(async (token: string) => {
  const ctx = await staffContext()
  const found = fromToken(token)
  if (!found || !can(ctx.actor, 'case:read')) notFound()
  const key = { borrowerId: found.borrowerId, caseId: found.id }
  const overview = await getOverview(ctx, key.borrowerId, key.caseId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not_found') return notFound()
    throw error
  })
  return { ctx, key, token, overview }
})
