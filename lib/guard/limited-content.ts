/**
 * Whether words left on a machine are a limited-content message (12 CFR 1006.2(j)): a business name that does not say the business
 * collects debts, a request to reply, a natural person's name, a telephone number, and nothing beyond what may be added. It counts as a
 * call attempt and is no communication. Errs towards no.
 */
export function isLimitedContent(words: string): boolean {
  const found = partsOf(words)
  return found.business !== null && !saysCollector(found.business) && found.hasPerson && found.hasNumber && found.asksReply && !saysDebt(words)
}

export const limitedContentParts = ['business_name', 'natural_person', 'telephone_number', 'request_to_reply', 'nothing_else'] as const

/** The parts that are missing or wrong, for people who write these messages. */
export function limitedContentFaults(words: string): (typeof limitedContentParts)[number][] {
  const found = partsOf(words)
  const holds = [found.business !== null && !saysCollector(found.business), found.hasPerson, found.hasNumber, found.asksReply, !saysDebt(words)]
  return limitedContentParts.filter((_part, i) => !holds[i])
}

const person = /\b[A-Z][a-z'-]+ [A-Z][a-z'-]+\b/
const business = /\b(?:from|with|at|for|of)\s+([A-Z][\w&'’-]*(?:[ ,]+(?:[A-Z][\w&'’-]*\.?|and|of|the|&))*)/

function partsOf(words: string) {
  const named = business.exec(words)?.[1]?.trim() ?? null
  const beside = named ? words.replace(named, ' ') : words
  return {
    business: named,
    hasPerson: person.test(beside),
    hasNumber: /(?:\+?\d[\s().-]?){7,}/.test(words),
    asksReply: /\b(?:contact|call|reply|return|respond|reach)\b/i.test(beside.replace(/\b(?:is )?calling\b/i, ' ')),
  }
}

const saysCollector = (name: string) => /collect|recover|debt|credit(?!\s+union)|receivable|arrears/i.test(name)
const saysDebt = (words: string) => /\bdebts?\b|\bowe[ds]?\b|\bpay(?:ment)?s?\b|\boverdue\b|\bpast due\b|\bbalance\b|\bloans?\b|\baccount\b|\bcollect(?:or|ion|ing)?\b|\blegal\b|[$£¥]\s?\d/i.test(words)
