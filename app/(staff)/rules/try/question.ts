import type { Ctx } from '@/lib/context'
import { goldenCases, goldenRequest } from '@/lib/guard/golden'
import { bodyOf, one, type Fields } from '@/lib/guard/playground-form'
import type { KnownPacks } from '@/lib/guard/pack-queries'
import { tryRequest, type Tried, type TryProblem } from '@/lib/guard/playground'
import { minuteOfDay } from '@/lib/dates'
import type { RulePack } from '@/lib/guard/rule'
import { packName, shippedPacks } from '@/lib/guard/shipped-packs'

export type Asked = { answer: Tried | null; problems: TryProblem[]; json: string; title: { en: string; zh_cn: string } | null }

/** The lender's own version by its number, so that the same question to the API gets the same answer. */
export const askedAs = (pack: RulePack): string => (shippedPacks.includes(pack) ? pack.code : packName(pack))

/** The form before anything was asked: this lender, now, a call to collect. */
export function firstFields(ctx: Ctx, { effective }: KnownPacks): Fields {
  const minute = minuteOfDay(ctx.now, ctx.lender.timeZone)
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return { packs: effective.filter(pack => ctx.lender.packs.includes(pack.code)).map(askedAs), policy: 'on', date: ctx.today, time, zones: ctx.lender.timeZone, kind: 'call', purpose: 'collection', number: '13800000001', numberStatus: 'valid', debts: 'a' }
}

/** What the address asks: a worked example, a request as JSON, or the form. Null answer: nothing yet, or problems. */
export function ask(ctx: Ctx, fields: Fields, known: KnownPacks): Asked {
  const nothing: Asked = { answer: null, problems: [], json: '', title: null }
  const example = goldenCases.find(({ id }) => id === one(fields, 'example'))
  if (example) return { ...judge(withPack(goldenRequest(example.id), one(fields, 'pack')), known), title: example.title }
  const json = one(fields, 'json')
  if (json !== '') return { ...judgeText(json, known), json }
  return fields.date === undefined ? nothing : judge(bodyOf(fields, ctx.lender.policy.guard), known)
}

/** An example asks by code; the version that it was opened from takes that pack's place. */
function withPack(body: Record<string, unknown>, pack: string): unknown {
  const code = pack.split('@')[0]
  const packs = Array.isArray(body.packs) ? body.packs.map(String) : []
  return pack === '' ? body : { ...body, packs: packs.map(name => (name === code ? pack : name)) }
}

function judge(body: unknown, known: KnownPacks): Asked {
  const tried = tryRequest(body, known.known)
  const json = JSON.stringify(body, null, 2)
  return 'answer' in tried ? { answer: tried, problems: [], json, title: null } : { answer: null, problems: tried.problems, json, title: null }
}

function judgeText(text: string, known: KnownPacks): Asked {
  try {
    const body: unknown = JSON.parse(text)
    return judge(body, known)
  } catch {
    return { answer: null, problems: [{ path: 'JSON', message: 'notJson' }], json: text, title: null }
  }
}
