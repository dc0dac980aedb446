import { NextResponse, type NextRequest } from 'next/server'

/** Headers only: a content policy with a nonce, and a request id. Nothing here decides who may do what. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID())
  const dev = process.env.NODE_ENV === 'development'
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${payingAt(request.nextUrl.pathname)}`,
    "frame-ancestors 'none'",
  ].join('; ')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  const requestId = crypto.randomUUID()
  headers.set('x-request-id', requestId)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', requestId)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('x-frame-options', 'DENY')
  response.headers.set('cache-control', 'no-store')
  if (request.nextUrl.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  return response
}

/** From the pages where a borrower pays, a form may lead on to the payment provider, and to nobody else. */
function payingAt(pathname: string): string {
  const url = process.env.LEEWAY_PAYMENT_PROVIDER_URL
  return url && URL.canParse(url) && /^\/portal\/[^/]+\/pay(\/|$)/.test(pathname) ? ` ${new URL(url).origin}` : ''
}

/** Uploads stay out: a matched route's body is cut at 10 MB. Machines too: they need no policy for scripts (`next.config.js`). */
export const config = { matcher: ['/((?!_next/static|_next/image|favicon|icon|api/uploads|api/v1/).*)'] }
