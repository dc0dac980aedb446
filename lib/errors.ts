export type ErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'rule_violation'
  | 'guard_blocked'
  | 'rate_limited'
  | 'too_large'

/** Said to a person through messages/: `errors.<reason>` with `values`. */
export type Refusal = { reason: string; values?: Record<string, string | number> }

/** An expected failure. `message` is a key below `errors.` in messages/; anything else thrown is a bug. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { refusals?: Refusal[]; fields?: Record<string, string>; values?: Record<string, string | number> } = {},
  ) {
    super(message)
    this.name = 'DomainError'
  }
}

export const notFound = () => new DomainError('not_found', 'not_found')
export const forbidden = () => new DomainError('forbidden', 'forbidden')
export const conflict = (reason: string, values?: Record<string, string | number>) => new DomainError('conflict', reason, { values })
export const invalid = (reason: string, fields?: Record<string, string>, values?: Record<string, string | number>) =>
  new DomainError('invalid', reason, { fields, values })
export const ruleViolation = (reason: string, refusals: Refusal[] = []) => new DomainError('rule_violation', reason, { refusals })
