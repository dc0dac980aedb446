import type { z } from 'zod'

/** One method of one address, as `/api/v1/openapi.json` tells it. Pure: the domain that owns the route describes it beside its schemas. */
export type Operation = {
  method: 'get' | 'post'
  /** With `{id}` for parts of the path. */
  path: `/api/v1/${string}`
  tag: string
  summary: string
  description?: string
  isPublic?: true
  /** The permission an API key must hold; any valid key when left out. */
  scope?: string
  parameters?: Parameter[]
  request?: { schema: z.ZodType; example: unknown } | { csv: string; description: string }
  answers: Partial<Record<200 | 201 | 202, Answer>>
  /** Refusals beside 401 and 500, which every route has. */
  refuses?: Refused[]
}

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description: string
  schema: z.ZodType
  example: string
}
export type Answer = { description: string; schema: z.ZodType; example: unknown }

/** Status → what it means here; the codes are those of `error.code`. */
export const REFUSALS = {
  400: { code: 'invalid', description: 'The body does not fit. `error.fields` names each field with the reason.' },
  401: { code: 'unauthenticated', description: 'No API key, or one that is not valid.' },
  403: { code: 'forbidden', description: 'The key does not hold the scope that this needs.' },
  404: { code: 'not_found', description: 'Nothing of this lender has this id.' },
  409: { code: 'conflict', description: 'It clashes with what is recorded, or the contact guard blocks it (`guard_blocked`).' },
  413: { code: 'too_large', description: 'The body is too large.' },
  422: { code: 'rule_violation', description: 'A rule refuses it. `error.refusals` lists every reason.' },
  429: { code: 'rate_limited', description: 'Too many requests for now.' },
  500: { code: 'unexpected', description: 'A fault on our side. `error.requestId` finds it in the log.' },
} as const
export type Refused = Exclude<keyof typeof REFUSALS, 401 | 500>
