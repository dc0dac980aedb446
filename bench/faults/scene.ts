import { addDays, dateIn, type LocalDate } from '@/lib/dates'
import type { Answers } from './answers'
import { staffCookie, type Lender, type Person } from './book'
import type { Random } from './random'
import type { Stage } from './stage'

/** Everything an operation may touch. */
export type Scene = { stage: Stage; ours: Lender; other: Lender; answers: Answers }
/** One operation: its name, unique in the run, and its own draws. */
export type Turn = { name: string; draw: Random }

/** Few people and cases that everybody wants, and the rest. */
const HOT = 25
export const somebody = ({ ours }: Scene, { draw }: Turn, isHot = draw.below(4) === 0): Person => draw.pick(isHot ? ours.people.slice(0, HOT) : ours.people)
export const amountOf = ({ draw }: Turn): string => `${1 + draw.below(60)}.${String(draw.below(100)).padStart(2, '0')}`
export const today = ({ stage }: Scene, back = 0): LocalDate => addDays(dateIn(stage.now(), 'Asia/Shanghai'), -back)

const cookies = new Map<string, Promise<string>>()

/** A cookie of a member of staff for this day of the stage. */
export async function cookieOf({ stage, ours }: Scene, who: string): Promise<string> {
  const staff = ours.staff[who]
  if (!staff) throw new Error(`nobody is called ${who}`)
  const key = `${who} ${stage.clock.offsetDays}`
  const held = cookies.get(key) ?? staffCookie(stage, staff)
  cookies.set(key, held)
  held.catch(() => cookies.delete(key))
  return held
}
