import type { ReportContent } from './report-line'

export const CONTENT_FIELDS = [
  'accountState',
  'statusCode',
  'riskClass',
  'arrangement',
  'openedOn',
  'closedOn',
  'balanceCents',
  'overdueCents',
  'dpd',
  'isDisputed',
] as const satisfies readonly (keyof ReportContent)[]
export type ContentField = (typeof CONTENT_FIELDS)[number]

/** What two versions of a line say differently. */
export const differencesOf = (reported: ReportContent, known: ReportContent): ContentField[] => CONTENT_FIELDS.filter(field => reported[field] !== known[field])

/** The content of a row that has more. */
export const contentOf = <T extends ReportContent>(row: T): ReportContent => ({
  openedOn: row.openedOn,
  closedOn: row.closedOn,
  accountState: row.accountState,
  statusCode: row.statusCode,
  riskClass: row.riskClass,
  arrangement: row.arrangement,
  balanceCents: row.balanceCents,
  overdueCents: row.overdueCents,
  dpd: row.dpd,
  isDisputed: row.isDisputed,
})
