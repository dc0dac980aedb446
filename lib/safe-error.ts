export type SafeError = { name: string; message: string; code?: string; place?: string; stack?: string }

const SQLSTATE = /^[0-9A-Z]{5}$/
/** Classes whose sentences quote a value: bad data (22) and what our own functions raise (P0). */
const QUOTING = /^(22|P0)/
const PRIVATE = [/\S+@\S+/g, /\+?\d[\d ()-]{4,}\d/g, /[\p{Script=Han}·]+/gu]

/** What may be logged of an error: never a statement, a parameter, a row or the text of one; frames, codes and places stay. */
export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { name: 'unknown', message: withoutPrivate(String(error)) }
  const cause = deepest(error)
  const code = textOf(cause, 'code')
  const isQuoting = cause instanceof SyntaxError || (code !== undefined && SQLSTATE.test(code) && QUOTING.test(code))
  const place = textOf(cause, 'constraint_name') ?? textOf(cause, 'constraint') ?? textOf(cause, 'table_name')
  return {
    name: cause.name,
    message: isQuoting ? 'not shown' : withoutPrivate(cause.message || code || ''),
    ...(code && { code }),
    ...(place && { place }),
    ...(error.stack && { stack: framesOf(error.stack) }),
  }
}

/** A line of text without addresses, long numbers and Chinese words: what a library says may quote what it was given. */
export const withoutPrivate = (text: string): string => PRIVATE.reduce((left, pattern) => left.replace(pattern, '#'), text)

function deepest(error: Error): Error {
  return error.cause instanceof Error && error.cause !== error ? deepest(error.cause) : error
}

function textOf(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const framesOf = (stack: string): string =>
  stack
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')
