import { sql } from 'drizzle-orm'
import { amongIds } from '../bulk-port'
import type { Ctx, Locale } from '../context'
import type { Channel } from './render'
import type { MessagePurpose, Template, TemplateCode } from './template'

export type Person = { name: string; number: string; locale: Locale }
/** Who is written to and where. */
export type Addressee = { person: Person; address: { id: string; valueMasked: string } | null }
/** `wordings` are the lender's own published ones, by channel. */
export type Addressees = { of: Map<string, Addressee>; wordings: Map<Channel, Template> }

type Words = { channel: Channel; purpose: MessagePurpose; subject_en: string; subject_zh_cn: string; body_en: string; body_zh_cn: string }
type Row = { id: string; name: string; number: string; locale: string; point: { id: string; masked: string } | null }

const pointKinds: Record<Channel, string> = { email: 'email', letter: 'address', sms: 'phone', app_message: '' }

/**
 * Borrowers by id, each with the own address of the channel's kind (a proven one first, then the oldest), and the wordings for that
 * channel and for the in-app message that stands in for it. Who is not the lender's is left out.
 */
export async function loadAddressees(ctx: Ctx, borrowerIds: readonly string[], channel: Channel, code: TemplateCode): Promise<Addressees> {
  const lender = sql`${ctx.actor.lenderId}::uuid`
  const [rows, words] = await Promise.all([
    ctx.db.execute<Row>(sql`
      select b.id, b.name, b.number, b.locale,
        (select json_build_object('id', p.id, 'masked', p.value_masked) from contact_points p
          where p.borrower_id = b.id and p.lender_id = ${lender} and p.kind = ${pointKinds[channel]} and p.relation = 'self'
            and p.validity not in ('invalid', 'wrong_person')
          order by p.validity <> 'valid', p.created_at, p.id limit 1) as point
      from borrowers b where b.lender_id = ${lender} and ${amongIds(sql`b.id`, borrowerIds)}`),
    ctx.db.execute<Words>(sql`
      select channel, purpose, subject_en, subject_zh_cn, body_en, body_zh_cn from templates
      where lender_id = ${lender} and code = ${code} and channel in (${channel}, 'app_message') and published_at is not null`),
  ])
  return {
    of: new Map(rows.map(row => [row.id, addresseeOf(row)])),
    wordings: new Map(words.map(one => [one.channel, templateOf(code, one)])),
  }
}

const addresseeOf = ({ name, number, locale, point }: Row): Addressee => ({
  person: { name, number, locale: locale === 'en' ? 'en' : 'zh-CN' },
  address: point && { id: point.id, valueMasked: point.masked },
})

const templateOf = (code: TemplateCode, words: Words): Template => ({
  code,
  channel: words.channel,
  purpose: words.purpose,
  subject: { en: words.subject_en, 'zh-CN': words.subject_zh_cn },
  body: { en: words.body_en, 'zh-CN': words.body_zh_cn },
})
