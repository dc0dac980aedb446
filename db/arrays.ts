import { sql, type SQL } from 'drizzle-orm'

/** Ids as one `uuid[]` parameter, so that a statement stays the same for any number of them. */
export const uuids = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`
