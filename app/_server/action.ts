import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import type { FormState } from '@/components/forms/form-state'
import type { BorrowerActor, Ctx, StaffActor } from '@/lib/context'
import { DomainError } from '@/lib/errors'
import { findBorrowerContext, findStaffContext, requestId } from './context'
import { failedForm, invalidForm } from './failure'
import { log } from './log'

type Done = { redirectTo?: string; revalidate?: string[]; message?: string; values?: Record<string, string> } | void
type Options<S extends z.ZodType> =
  | { actor: 'staff'; input: S; secret?: string[]; run: (ctx: Ctx<StaffActor>, input: z.output<S>) => Promise<Done> }
  | { actor: 'borrower'; input: S; secret?: string[]; run: (ctx: Ctx<BorrowerActor>, input: z.output<S>) => Promise<Done> }
  | { actor: 'nobody'; input: S; secret?: string[]; run: (input: z.output<S>) => Promise<Done> }

/**
 * The only maker of server actions: who is asking, what was sent, the command, then where to go. A borrower's form carries
 * its lender's slug in the field `lender`. What was typed comes back after a failure, but for the fields named in `secret`.
 */
export function action<S extends z.ZodType>(options: Options<S>) {
  return async (_state: FormState, form: FormData): Promise<FormState> => {
    const started = performance.now()
    const raw = fieldsOf(form)
    const values = typed(raw, options.secret ?? [])
    let done: Done
    try {
      const parsed = await options.input.safeParseAsync(raw)
      if (!parsed.success) return await invalidForm(parsed.error, values)
      done = await runAs(options, parsed.data, raw)
      await logAction(options.actor, 'ok', started)
    } catch (error) {
      await logAction(options.actor, error instanceof DomainError ? error.code : 'bug', started)
      return failedForm(error, values)
    }
    for (const path of done?.revalidate ?? []) revalidatePath(path)
    if (done?.redirectTo) redirect(done.redirectTo)
    return { status: 'ok', message: done?.message, values: done?.values }
  }
}

/** Ids only: the page's address carries none but opaque tokens once its query is cut off. */
async function logAction(actor: string, outcome: string, started: number): Promise<void> {
  const page = (await headers()).get('referer')
  const path = page && URL.canParse(page) ? new URL(page).pathname : null
  log.info({ requestId: await requestId(), actor, path, outcome, ms: Math.round(performance.now() - started) }, 'action')
}

async function runAs<S extends z.ZodType>(options: Options<S>, input: z.output<S>, raw: Record<string, unknown>): Promise<Done> {
  if (options.actor === 'nobody') return options.run(input)
  if (options.actor === 'staff') {
    const ctx = await findStaffContext()
    if (!ctx) throw new DomainError('unauthenticated', 'sign_in_first')
    return options.run(ctx, input)
  }
  const ctx = await findBorrowerContext(String(raw.lender ?? ''))
  if (!ctx) throw new DomainError('unauthenticated', 'session_over')
  return options.run(ctx, input)
}

/** Repeated names become arrays; the framework's own fields and files are left out. */
function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const all = form.getAll(name).filter(value => typeof value === 'string')
    if (all.length > 0) fields[name] = all.length === 1 ? all[0] : all
  }
  return fields
}

const typed = (raw: Record<string, unknown>, secret: string[]) =>
  Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !secret.includes(entry[0])))
