import { getTranslations } from 'next-intl/server'
import { newId } from '@/lib/clock'
import type { AgencyActor, ApiActor, BorrowerActor, Ctx, StaffActor } from '@/lib/context'
import { DomainError } from '@/lib/errors'
import { safeError } from '@/lib/safe-error'
import { findApiContext, findBorrowerContext, findSignedContext, findStaffContext, requestId, type Signed } from './context'
import { httpStatus } from './failure'
import { log } from './log'

type Params = Record<string, string>
type Given = { request: Request; params: Params; url: URL }
type Result = Response | object
type Options =
  | { actor: 'staff'; run: (ctx: Ctx<StaffActor>, given: Given) => Promise<Result> }
  | { actor: 'borrower'; run: (ctx: Ctx<BorrowerActor>, given: Given) => Promise<Result> }
  | { actor: 'api'; run: (ctx: Ctx<ApiActor>, given: Given) => Promise<Result> }
  | { actor: 'machine'; run: (ctx: Ctx<ApiActor | AgencyActor>, given: Given) => Promise<Result> }
  /** A provider's signed event; the route has `[lender]` in its path. */
  | { actor: 'webhook'; run: (ctx: Ctx<ApiActor>, given: Given & Signed) => Promise<Result> }

/**
 * The only maker of route handlers for people and machines. A borrower's route has `[lender]` in its path; an agency's key opens only
 * what is for every `machine`.
 */
export function route(options: Options) {
  return async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    const started = performance.now()
    const url = new URL(request.url)
    const id = isMachines(url) ? newId() : await requestId()
    const response = await answer(options, request, url, context, id)
    const ms = Math.round(performance.now() - started)
    log.info({ requestId: id, actor: options.actor, method: request.method, path: url.pathname, status: response.status, ms }, 'request')
    if (isMachines(url)) response.headers.set('x-request-id', id)
    return response
  }
}

/** Their requests do not pass `proxy.ts`: a request id that they bring is not ours. */
const isMachines = (url: URL): boolean => url.pathname.startsWith('/api/v1/')

async function answer(options: Options, request: Request, url: URL, context: { params: Promise<unknown> }, id: string): Promise<Response> {
  try {
    refuseForeignSite(request, options.actor)
    const result = await runAs(options, { request, params: (await context.params) as Params, url }, id)
    return result instanceof Response ? result : Response.json(result, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return failedRoute(error, id)
  }
}

async function runAs(options: Options, given: Given, id: string): Promise<Result> {
  const stranger = new DomainError('unauthenticated', 'sign_in_first')
  if (options.actor === 'api' || options.actor === 'machine') {
    const ctx = await findApiContext(given.request, id)
    if (!ctx) throw stranger
    if (options.actor === 'machine') return options.run(ctx, given)
    if (!isLenders(ctx)) throw new DomainError('forbidden', 'forbidden')
    return options.run(ctx, given)
  }
  if (options.actor === 'webhook') {
    const found = await findSignedContext(given.request, given.params.lender ?? '')
    if (!found) throw new DomainError('unauthenticated', 'webhook_not_signed')
    return options.run(found.ctx, { ...given, ...found.signed })
  }
  if (options.actor === 'staff') {
    const ctx = await findStaffContext()
    if (!ctx) throw stranger
    return options.run(ctx, given)
  }
  const ctx = await findBorrowerContext(given.params.lender ?? '')
  if (!ctx) throw stranger
  return options.run(ctx, given)
}

const isLenders = (ctx: Ctx<ApiActor | AgencyActor>): ctx is Ctx<ApiActor> => ctx.actor.kind === 'api'

async function failedRoute(error: unknown, id: string): Promise<Response> {
  const { status, ...body } = await failureBody(error, id)
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-request-id': id } })
}

/** `{ error: { code, reason, message, refusals?, fields?, requestId } }` with its status; a bug is logged and says 500 without its text. */
export async function failureBody(error: unknown, id: string) {
  const t = await getTranslations('errors')
  if (!(error instanceof DomainError)) {
    log.error({ requestId: id, err: safeError(error) }, 'bug')
    return { status: 500, error: { code: 'unexpected', reason: 'unexpected', message: t('unexpected'), requestId: id } }
  }
  const message = t.has(error.message) ? t(error.message, error.details.values) : t('unexpected')
  const said = { code: error.code, reason: error.message, message, refusals: error.details.refusals, fields: error.details.fields, requestId: id }
  return { status: httpStatus[error.code], error: said }
}

/** Another site may neither write nor load personal resources with our cookies. */
function refuseForeignSite(request: Request, actor: Options['actor']): void {
  if (actor === 'api' || actor === 'machine' || actor === 'webhook') return
  const site = request.headers.get('sec-fetch-site')
  const isNavigation = request.headers.get('sec-fetch-mode') === 'navigate' && request.method === 'GET'
  if (site && site !== 'same-origin' && site !== 'none' && !isNavigation) throw new DomainError('forbidden', 'forbidden')
  const origin = request.headers.get('origin')
  if (request.method !== 'GET' && origin && new URL(origin).host !== request.headers.get('host')) throw new DomainError('forbidden', 'forbidden')
}

/** Reads a JSON body of at most 1 MB. Throws `too_large` or `invalid`. */
export async function jsonBody(request: Request, maxBytes = 1_000_000): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new DomainError('too_large', 'body_too_large')
  const text = await request.text()
  if (text.length > maxBytes) throw new DomainError('too_large', 'body_too_large')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new DomainError('invalid', 'body_not_json')
  }
}
