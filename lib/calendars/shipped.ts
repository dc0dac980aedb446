import type { Lender } from '@/lib/context'
import type { Currency } from '@/lib/money'
import { COUNTRIES, readCalendar, type Calendar, type Country } from './calendar'
import cn from './days/cn.json' with { type: 'json' }
import gb from './days/gb.json' with { type: 'json' }
import us from './days/us.json' with { type: 'json' }

export const calendars: Readonly<Record<Country, Calendar>> = { CN: readCalendar(cn), US: readCalendar(us), GB: readCalendar(gb) }

const ofCurrency: Record<Currency, Country> = { CNY: 'CN', USD: 'US', GBP: 'GB' }
const ofPack: Record<string, Country> = { cn: 'CN', us: 'US', uk: 'GB' }
const ofZone: [RegExp, Country][] = [
  [/^Asia\/(Shanghai|Urumqi)$/, 'CN'],
  [/^(America\/(New_York|Detroit|Chicago|Denver|Phoenix|Los_Angeles|Anchorage)|Pacific\/Honolulu|US\/.+)$/, 'US'],
  [/^Europe\/(London|Belfast)$/, 'GB'],
]

/** The calendars that a lender's currency, zone and rule packs reckon with. */
export function calendarsOf({ currency, timeZone, packs }: Pick<Lender, 'currency' | 'timeZone' | 'packs'>): Calendar[] {
  const zone = ofZone.find(([pattern]) => pattern.test(timeZone))?.[1]
  const needed = new Set([ofCurrency[currency], zone, ...packs.map(pack => ofPack[pack.split('-', 1)[0] ?? ''])])
  return COUNTRIES.filter(country => needed.has(country)).map(country => calendars[country])
}
