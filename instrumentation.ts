import type { Instrumentation } from 'next'

/** Before the first request: a wrong environment or a too powerful database login ends the process with a sentence. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { checkStart } = await import('./app/_server/start')
  await checkStart()
}

/** A page that broke shows its digest; this line joins it to the request. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logBrokenPage } = await import('./app/_server/start')
  logBrokenPage(error, request, routePath)
}
