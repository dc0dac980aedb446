import { addDays, atSecond, dateIn, secondOfDay, type LocalDate } from '../dates'

export type WallClock = { date: LocalDate; second: number }

/** Offsets change on quarter hours only, so one conversion serves every moment of that quarter. */
const QUARTER = 900_000
const KEPT = 20_000
const DAY = 86_400_000
const offsets = new Map<string, number>()

/** Local date and second of the day. Remembers offsets: a decision asks for hundreds of moments. */
export function wallClock(moment: Date, zone: string): WallClock {
  const local = moment.getTime() + offsetAt(moment, zone)
  const day = Math.floor(local / DAY)
  return { date: new Date(day * DAY).toISOString().slice(0, 10) as LocalDate, second: Math.floor((local - day * DAY) / 1000) }
}

function offsetAt(moment: Date, zone: string): number {
  const key = `${zone} ${Math.floor(moment.getTime() / QUARTER)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size > KEPT) offsets.clear()
  const start = new Date(Math.floor(moment.getTime() / QUARTER) * QUARTER)
  const wall = Date.parse(`${dateIn(start, zone)}T00:00:00Z`) + secondOfDay(start, zone) * 1000
  offsets.set(key, wall - start.getTime())
  return wall - start.getTime()
}

export const startOfDay = (date: LocalDate, zone: string): Date => atSecond(date, 0, zone)

export const secondsOf = (clock: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (date: LocalDate): number => ((Date.parse(`${date}T00:00:00Z`) / DAY + 3) % 7) + 1

const AHEAD = 15

/**
 * The first moment after `now` at which `isOpen`. Tried where the wall clock shows one of `seconds`, once or, when clocks go back, twice,
 * and where the clocks change: nothing that depends on the hour can change elsewhere. Null: not within two weeks.
 */
export function firstOpen(now: Date, zone: string, seconds: readonly number[], isOpen: (moment: Date) => boolean): Date | null {
  const today = wallClock(now, zone).date
  for (let ahead = 0; ahead <= AHEAD; ahead++) {
    const later = turnsOf(addDays(today, ahead), zone, seconds).filter(moment => moment > now)
    const found = later.sort((a, b) => a.getTime() - b.getTime()).find(isOpen)
    if (found) return found
  }
  return null
}

function turnsOf(date: LocalDate, zone: string, seconds: readonly number[]): Date[] {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const [eve, after] = [new Date(midnight - DAY), new Date(midnight + 2 * DAY)]
  const around = [...new Set([offsetAt(eve, zone), offsetAt(after, zone)])]
  const shown = seconds.flatMap(second => around.map(offset => ({ offset, moment: new Date(midnight + second * 1000 - offset) })))
  const turns = shown.filter(({ offset, moment }) => offsetAt(moment, zone) === offset).map(({ moment }) => moment)
  if (around.length === 1) return turns
  const change = changeBetween(eve, after, zone)
  return wallClock(change, zone).date === date ? [...turns, change] : turns
}

/** When the clocks change between two moments of different offset. */
function changeBetween(before: Date, after: Date, zone: string): Date {
  const old = offsetAt(before, zone)
  let [low, high] = [Math.floor(before.getTime() / QUARTER), Math.ceil(after.getTime() / QUARTER)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(new Date(middle * QUARTER), zone) === old) low = middle
    else high = middle
  }
  return new Date(high * QUARTER)
}
