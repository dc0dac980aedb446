import { getTableConfig, PgDialect } from 'drizzle-orm/pg-core'
import { expect, it } from 'vitest'
import { borrowers } from '@/db/schema'
import { shippedPacks } from '../guard/shipped-packs'
import { secondsOf } from '../guard/zone'
import { contactHours, requestedTimesOf } from './contact-hours'

it('are those that the table takes', () => {
  const check = getTableConfig(borrowers).checks.find(one => one.name === 'borrowers_contact_hours_check')
  const text = check ? new PgDialect().sqlToQuery(check.value).sql : ''
  expect([...text.matchAll(/'([^']+)'/g)].map(found => found[1])).toEqual([...contactHours])
})

it('lie inside the hours that every pack permits', () => {
  const quiet = shippedPacks.flatMap(pack => pack.rules.flatMap(({ test }) => (test.kind === 'quiet_hours' ? [test] : [])))
  expect(quiet.length).toBeGreaterThan(3)
  for (const { from, to } of contactHours.flatMap(requestedTimesOf))
    for (const night of quiet) expect(secondsOf(from) >= secondsOf(night.to) && secondsOf(to) <= secondsOf(night.from), `${from}-${to} in ${night.to}-${night.from}`).toBe(true)
})
