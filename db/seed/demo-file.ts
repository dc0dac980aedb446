import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locale } from '@/lib/context'
import { demoAgency, type DemoAgency } from './agencies'
import { demoApiKey } from './institutions'
import type { DemoLender } from './lenders'
import { staffOf } from './staff'

export type DemoBorrower = { name: string; phone: string; idLastFour: string; story: Record<Locale, string> }
export type PlacedBorrower = { number: string; phone: string }
export type DemoFile = {
  accounts: { role: string; login: string; password?: string; code?: string; tryThis: string }[]
  lenders: {
    slug: string
    name: Record<Locale, string>
    logins: { role: string; email: string; password: string; tryThis: Record<Locale, string> }[]
    apiKey: string
    agency: (Pick<DemoAgency, 'name' | 'apiKey'> & { borrowers: PlacedBorrower[] }) | null
    borrowers: DemoBorrower[]
  }[]
}

/** What a newcomer signs in with: one account per role of the first lender, and everything by lender for scripts. */
export function demoFileOf(lenders: readonly DemoLender[], borrowersOf: (lender: DemoLender) => DemoBorrower[], placedOf: (lender: DemoLender) => PlacedBorrower[]): DemoFile {
  const [first] = lenders
  const staff = first ? staffOf(first) : []
  const perRole = staff.filter((login, index) => staff.findIndex(other => other.role === login.role) === index)
  const [borrower] = first ? borrowersOf(first) : []
  return {
    accounts: [
      ...perRole.map(({ role, email, password, tryThis }) => ({ role, login: email, password, tryThis: tryThis.en })),
      ...(borrower && first
        ? [{ role: 'borrower', login: `/portal/${first.slug}  ${borrower.phone}`, code: `ID ends in ${borrower.idLastFour}`, tryThis: borrower.story.en }]
        : []),
    ],
    lenders: lenders.map(lender => ({
      slug: lender.slug,
      name: lender.name,
      logins: staffOf(lender).map(({ role, email, password, tryThis }) => ({ role, email, password, tryThis })),
      apiKey: demoApiKey(lender),
      agency: agencyOf(lender, placedOf(lender)),
      borrowers: borrowersOf(lender),
    })),
  }
}

function agencyOf(lender: DemoLender, borrowers: PlacedBorrower[]): DemoFile['lenders'][number]['agency'] {
  const agency = demoAgency(lender)
  return agency && { name: agency.name, apiKey: agency.apiKey, borrowers }
}

/** Writes the file for its owner's eyes; the demo adds its address afterwards, which a second run keeps. */
export function writeDemoFile(file: string, content: DemoFile): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ ...earlierAddress(file), ...content }, null, 2), { mode: 0o600 })
}

function earlierAddress(file: string): { url?: string } {
  try {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url?: string }
    return url ? { url } : {}
  } catch {
    return {}
  }
}
