import { setTimeout as wait } from 'node:timers/promises'
import { DomainError } from '@/lib/errors'
import type { Stage } from './stage'

export type Paid = { id: string; amount: string }
export type Told = { amount: string; isOurs: boolean; isTakenBack: boolean }
export type Filed = { statementId: string; references: readonly string[]; isConfirmed: boolean }

/** What the outside was told: the truth that the books are held against at the end. */
export type Answers = {
  payments: Map<string, Paid>
  reversed: Set<string>
  events: Map<string, Told>
  decisions: Map<string, string>
  contacts: Map<string, string>
  promises: string[]
  files: Filed[]
  /** Answers that no fault excuses. */
  wrong: string[]
  done: Map<string, number>
  unknown: number
}

export const noAnswers = (): Answers => ({
  payments: new Map(), reversed: new Set(), events: new Map(), decisions: new Map(), contacts: new Map(), promises: [], files: [], wrong: [], done: new Map(), unknown: 0,
}) // prettier-ignore

export type Answer = { status: number; body: Record<string, unknown> }

const PATIENCE_MS = 180_000
const CALL_MS = 30_000

/** Asks until there is an answer: a broken connection, a time-out or a 5xx says nothing about what became of the request. */
export async function ask(stage: Stage, answers: Answers, path: string, make: () => RequestInit | Promise<RequestInit>): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS
  for (let refused = 0; Date.now() < deadline; ) {
    const answer = await tryOnce(stage, path, make)
    // A session or a signature of the day before is made anew once or twice.
    if (answer?.status === 401 && refused++ < 5) await wait(100)
    else if (answer && answer.status < 500) return answer
    else {
      answers.unknown += 1
      await wait(150)
    }
  }
  throw new Error(`no answer in ${PATIENCE_MS / 1000} s from ${path}`)
}

async function tryOnce(stage: Stage, path: string, make: () => RequestInit | Promise<RequestInit>): Promise<Answer | null> {
  try {
    const response = await fetch(`${stage.url}${path}`, { signal: AbortSignal.timeout(CALL_MS), ...(await make()) })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  } catch {
    return null
  }
}

/** As `ask` for a command in this process; a refusal is an answer, null. */
export async function attempt<T>(answers: Answers, work: () => Promise<T>): Promise<T | null> {
  const deadline = Date.now() + PATIENCE_MS
  let last: unknown = null
  while (Date.now() < deadline) {
    try {
      return await within(work())
    } catch (error) {
      if (error instanceof DomainError) return null
      last = error
      answers.unknown += 1
      await wait(150)
    }
  }
  throw new Error('a command did not get through', { cause: last })
}

async function within<T>(work: Promise<T>): Promise<T> {
  const limit = new AbortController()
  const late = wait(2 * CALL_MS, null, { signal: limit.signal, ref: false }).then(
    () => Promise.reject(new Error('a command hung')),
    () => new Promise<never>(() => undefined),
  )
  try {
    return await Promise.race([work, late])
  } finally {
    limit.abort()
  }
}

export const json = (key: string, body: object, more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
  body: JSON.stringify(body),
})

export function tell(answers: Answers, kind: string): void {
  answers.done.set(kind, (answers.done.get(kind) ?? 0) + 1)
}
