/**
 * A promise of security.md ("Money never lies") as two statements for the owner of the tables: how many things it was asked of, and a
 * line (`what`) for each of the first twenty that break it. `traces` is the event that it looks for.
 */
export type Invariant = { name: string; seen: string; broken: string; traces?: string }
export type Finding = { name: string; seen: number; broken: string[] }

/** The figure of a table beside what a sum of others says it must be, row by row. */
export const uneven = (from: string, what: string, stored: string, wanted: string): string =>
  `select ${what} || ': ' || (${stored})::text || ' against ' || (${wanted})::text as what from ${from} where (${stored}) is distinct from (${wanted})`

/** Groups that may hold one row and hold more. */
export const repeated = (from: string, by: string, what: string): string =>
  `select ${what} || ' ' || count(*) || ' times' as what from ${from} group by ${by} having count(*) > 1`
