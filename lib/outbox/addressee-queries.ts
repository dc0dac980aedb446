import { sql } from 'drizzle-orm'
import type { Ctx, Locale } from '../context'
import { notFound } from '../errors'
import type { Channel } from './render'
import type { MessagePurpose, Template, TemplateCode } from './template'

export type Person = { name: string; number: string; locale: Locale }
/** Who is written to and where; `wordings` are the lender's own published ones, by channel. */
export type Addressee = { person: Person; address: { id: string; valueMasked: string } | null; wordings: Map<Channel, Template> }

type Words = { channel: Channel; purpose: MessagePurpose; subject_en: string; subject_zh_cn: string; body_en: string; body_zh_cn: string }
type Row = { name: string; number: string; locale: string; point: { id: string; masked: string } | null; words: Words[] }

const pointKinds: Record<Channel, string> = { email: 'email', letter: 'address', sms: 'phone', app_message: '' }

/**
 * A borrower, the own address of the channel's kind (a proven one first, then the oldest) and the wordings for that channel and
 * for the in-app message that stands in for it, in one statement. Throws `not_found`.
 */
export async function loadAddressee(ctx: Ctx, borrowerId: string, channel: Channel, code: TemplateCode): Promise<Addressee> {
  const lender = sql`${ctx.actor.lenderId}::uuid`
  const [row] = await ctx.db.execute<Row>(sql`
    select b.name, b.number, b.locale,
      (select json_build_object('id', p.id, 'masked', p.value_masked) from contact_points p
        where p.borrower_id = b.id and p.lender_id = ${lender} and p.kind = ${pointKinds[channel]} and p.relation = 'self'
          and p.validity not in ('invalid', 'wrong_person')
        order by p.validity <> 'valid', p.created_at, p.id limit 1) as point,
      (select coalesce(json_agg(t), '[]') from templates t
        where t.lender_id = ${lender} and t.code = ${code} and t.channel in (${channel}, 'app_message') and t.published_at is not null) as words
    from borrowers b where b.lender_id = ${lender} and b.id = ${borrowerId}::uuid`)
  if (!row) throw notFound()
  return {
    person: { name: row.name, number: row.number, locale: row.locale === 'en' ? 'en' : 'zh-CN' },
    address: row.point && { id: row.point.id, valueMasked: row.point.masked },
    wordings: new Map(row.words.map(words => [words.channel, templateOf(code, words)])),
  }
}

const templateOf = (code: TemplateCode, words: Words): Template => ({
  code,
  channel: words.channel,
  purpose: words.purpose,
  subject: { en: words.subject_en, 'zh-CN': words.subject_zh_cn },
  body: { en: words.body_en, 'zh-CN': words.body_zh_cn },
})
