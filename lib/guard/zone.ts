import { addDays, atSecond, dateIn, secondOfDay, type LocalDate } from '../dates'

export type WallClock = { date: LocalDate; second: number }

/** Offsets change on quarter hours only, so one conversion serves every moment of that quarter. */
const QUARTER = 900_000
const KEPT = 20_000
const offsets = new Map<string, number>()

/** Local date and second of the day. Remembers offsets: a decision asks for hundreds of moments. */
export function wallClock(moment: Date, zone: string): WallClock {
  const local = moment.getTime() + offsetAt(moment, zone)
  const day = Math.floor(local / 86_400_000)
  return { date: new Date(day * 86_400_000).toISOString().slice(0, 10) as LocalDate, second: Math.floor((local - day * 86_400_000) / 1000) }
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
export const weekdayOf = (date: LocalDate): number => ((Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 3) % 7) + 1

/** The first moment strictly after `now` at which the wall clock shows `second`, on one of the next days that `days` names. */
export function nextAt(now: Date, zone: string, second: number, days?: readonly number[]): Date | null {
  const today = wallClock(now, zone).date
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = addDays(today, ahead)
    if (days && !days.includes(weekdayOf(date))) continue
    const moment = atSecond(date, second, zone)
    if (moment > now) return moment
  }
  return null
}
