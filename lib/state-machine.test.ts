import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseMachine } from '@/lib/cases/case-state'
import { escalationMachine } from '@/lib/escalations/escalation-state'
import { applicationMachine } from '@/lib/hardship/application-state'
import { isPlanInForce, planMachine } from '@/lib/plans/plan-state'
import { promiseMachine } from '@/lib/promises/promise-state'
import { machine, type Machine } from './state-machine'

/** The same walk for every machine: names as plain text, so that unknown moves can be tried too. */
const plain = <S extends string, E extends string>(name: string, m: Machine<S, E>) => ({
  name,
  initial: m.initial as string,
  states: m.states as readonly string[],
  events: m.events as readonly string[],
  transitions: m.transitions as readonly { from: string; event: string; to: string }[],
  next: (state: string, event: string) => m.next(state as S, event as E),
  permitted: (state: string): string[] => m.permitted(state as S),
  isFinal: (state: string) => m.isFinal(state as S),
  diagram: m.toMermaid(),
})
const machines = [
  plain('plan', planMachine),
  plain('promise', promiseMachine),
  plain('application', applicationMachine),
  plain('case', caseMachine),
  plain('escalation', escalationMachine),
]

describe.each(machines.map(m => [m.name, m] as const))('%s', (_, m) => {
  it('walks only along declared moves, and says no to every other', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...m.events, 'no_such_event'), { maxLength: 40 }), events => {
        let state = m.initial
        for (const event of events) {
          const declared = m.transitions.find(t => t.from === state && t.event === event)
          const step = m.next(state, event)
          expect(step.ok).toBe(declared !== undefined)
          expect(m.permitted(state).includes(event)).toBe(step.ok)
          if (step.ok) state = step.state
          else expect(step.refusal).toEqual({ reason: 'move_not_permitted', values: { state, event } })
          expect(m.states).toContain(state)
        }
      }),
    )
  })

  it('reaches every state and can come to an end from each', () => {
    const reach = (from: string): Set<string> => {
      const seen = new Set([from])
      for (const state of seen) for (const t of m.transitions) if (t.from === state) seen.add(t.to)
      return seen
    }
    expect([...reach(m.initial)].sort()).toEqual([...m.states].sort())
    for (const state of m.states) expect([...reach(state)].some(m.isFinal)).toBe(true)
  })

  it('draws itself', () => {
    for (const { from, event, to } of m.transitions) expect(m.diagram).toContain(`${from} --> ${to}: ${event}`)
  })
})

it('refuses a table that contradicts itself', () => {
  const twice = [
    { from: 'a', event: 'go', to: 'b' },
    { from: 'a', event: 'go', to: 'a' },
  ]
  expect(() => machine({ initial: 'a', transitions: twice })).toThrow(RangeError)
})

it('only a signed plan not in breach is in force', () => {
  expect(planMachine.states.filter(isPlanInForce)).toEqual(['active', 'grace'])
})
