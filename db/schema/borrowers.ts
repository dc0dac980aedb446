import { boolean, check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes } from './accounts'
import { lent, lentKey, moment, oneOf, owned, ownedKeys } from './columns'
import { lenders } from './lenders'

const contactHours = ['08:00-12:00', '12:00-14:00', '14:00-18:00', '18:00-21:00'] as const

export const borrowers = pgTable(
  'borrowers',
  {
    ...lent(),
    number: text('number').notNull(),
    name: text('name').notNull(),
    locale: text('locale').notNull(),
    timeZone: text('time_zone').notNull(),
    /** when the borrower asked to be contacted, in the borrower's zone; null: at any permitted time */
    contactHours: text('contact_hours'),
    address: text('address'),
    idMasked: text('id_masked'),
    idCipher: bytes('id_cipher'),
    idIndex: bytes('id_index'),
    idLastFourIndex: bytes('id_last_four_index'),
    isDemo: boolean('is_demo').notNull().default(false),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    lentKey('borrowers', t),
    index('borrowers_id_idx').on(t.id),
    unique('borrowers_number_key').on(t.lenderId, t.number),
    index('borrowers_name_idx').on(t.lenderId, t.name),
    index('borrowers_id_index_idx').on(t.lenderId, t.idIndex),
    foreignKey({ name: 'borrowers_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
    check('borrowers_contact_hours_check', oneOf(t.contactHours, contactHours)),
    check('borrowers_locale_check', oneOf(t.locale, ['zh-CN', 'en'])),
  ],
)

export const relations = ['self', 'spouse', 'parent', 'child', 'relative', 'friend', 'colleague', 'employer', 'other'] as const

export const contactPoints = pgTable(
  'contact_points',
  {
    ...owned(),
    kind: text('kind').notNull(),
    relation: text('relation').notNull(),
    personName: text('person_name'),
    valueMasked: text('value_masked').notNull(),
    valueCipher: bytes('value_cipher').notNull(),
    valueIndex: bytes('value_index').notNull(),
    consent: text('consent').notNull().default('unknown'),
    validity: text('validity').notNull().default('unknown'),
    timeZone: text('time_zone'),
    /** since when no more texts (to a number) or e-mails (to an address) are wanted; calls are another matter */
    messagesStoppedAt: moment('messages_stopped_at'),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    ...ownedKeys('contact_points', t),
    unique('contact_points_value_key').on(t.borrowerId, t.kind, t.valueIndex),
    index('contact_points_value_idx').on(t.lenderId, t.valueIndex),
    check('contact_points_kind_check', oneOf(t.kind, ['phone', 'email', 'address'])),
    check('contact_points_relation_check', oneOf(t.relation, relations)),
    check('contact_points_consent_check', oneOf(t.consent, ['unknown', 'granted', 'refused'])),
    check('contact_points_validity_check', oneOf(t.validity, ['unknown', 'valid', 'invalid', 'wrong_person'])),
    foreignKey({ name: 'contact_points_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

export const searchTokens = pgTable(
  'search_tokens',
  { lenderId: uuid('lender_id').notNull(), token: bytes('token').notNull(), borrowerId: uuid('borrower_id').notNull() },
  t => [primaryKey({ name: 'search_tokens_pkey', columns: [t.lenderId, t.token, t.borrowerId] })],
)
