import { boolean, check, integer, jsonb, pgTable, text, unique, uuid, foreignKey } from 'drizzle-orm/pg-core'
import { lent, lentKey, moment, oneOf } from './columns'

export const lenders = pgTable(
  'lenders',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull(),
    nameEn: text('name_en').notNull(),
    nameZhCn: text('name_zh_cn').notNull(),
    currency: text('currency').notNull(),
    timeZone: text('time_zone').notNull(),
    locale: text('locale').notNull(),
    hotline: text('hotline').notNull(),
    packs: text('packs').array().notNull(),
    policy: jsonb('policy').notNull(),
    /** Counts the approved changes of the policy. */
    policyVersion: integer('policy_version').notNull().default(1),
    isDemo: boolean('is_demo').notNull().default(false),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    unique('lenders_slug_key').on(t.slug),
    check('lenders_currency_check', oneOf(t.currency, ['CNY', 'USD', 'GBP'])),
    check('lenders_locale_check', oneOf(t.locale, ['zh-CN', 'en'])),
  ],
)

export const strategies = pgTable(
  'strategies',
  {
    ...lent(),
    code: text('code').notNull(),
    version: text('version').notNull(),
    nameEn: text('name_en').notNull(),
    nameZhCn: text('name_zh_cn').notNull(),
    steps: jsonb('steps').notNull(),
    publishedAt: moment('published_at'),
  },
  t => [
    lentKey('strategies', t),
    unique('strategies_code_version_key').on(t.lenderId, t.code, t.version),
    foreignKey({ name: 'strategies_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

export const templates = pgTable(
  'templates',
  {
    ...lent(),
    code: text('code').notNull(),
    channel: text('channel').notNull(),
    purpose: text('purpose').notNull(),
    subjectEn: text('subject_en').notNull(),
    subjectZhCn: text('subject_zh_cn').notNull(),
    bodyEn: text('body_en').notNull(),
    bodyZhCn: text('body_zh_cn').notNull(),
    publishedAt: moment('published_at'),
  },
  t => [
    lentKey('templates', t),
    unique('templates_code_channel_key').on(t.lenderId, t.code, t.channel),
    check('templates_channel_check', oneOf(t.channel, ['sms', 'email', 'letter', 'app_message'])),
    foreignKey({ name: 'templates_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)
