import { createHmac } from 'node:crypto'

/** What the sandbox provider signs a lender's events with until it is told another secret; the demo world knows it too. */
export const sandboxSecret = (key: string, lenderSlug: string): string =>
  `whsec_${createHmac('sha256', key).update(`sandbox webhook ${lenderSlug}`).digest('base64')}`

/** The name the sandbox goes by among a lender's providers. */
export const SANDBOX = 'sandbox'
