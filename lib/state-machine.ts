import type { Refusal } from '@/lib/errors'

export type Transition<State extends string, Event extends string> = { from: State; event: Event; to: State }
export type Step<State extends string> = { ok: true; state: State } | { ok: false; refusal: Refusal }

export type Machine<State extends string, Event extends string> = {
  initial: State
  states: readonly State[]
  events: readonly Event[]
  transitions: readonly Transition<State, Event>[]
  /** The state an event leads to, or the refusal `errors.move_not_permitted`. */
  next: (state: State, event: Event) => Step<State>
  permitted: (state: State) => Event[]
  isFinal: (state: State) => boolean
  toMermaid: () => string
}

/** One declared table per machine. Throws RangeError when one state and event lead to two states. */
export function machine<const State extends string, const Event extends string>(declared: {
  initial: State
  transitions: readonly Transition<State, Event>[]
}): Machine<State, Event> {
  const { initial, transitions } = declared
  const moves = new Map<string, State>()
  for (const { from, event, to } of transitions) {
    const move = `${from} ${event}`
    if (moves.has(move)) throw new RangeError(`declared twice: ${move}`)
    moves.set(move, to)
  }
  const permitted = (state: State) => transitions.filter(({ from }) => from === state).map(({ event }) => event)
  return {
    initial,
    states: [...new Set([initial, ...transitions.flatMap(({ from, to }) => [from, to])])],
    events: [...new Set(transitions.map(({ event }) => event))],
    transitions,
    next: (state, event) => {
      const to = moves.get(`${state} ${event}`)
      return to ? { ok: true, state: to } : { ok: false, refusal: { reason: 'move_not_permitted', values: { state, event } } }
    },
    permitted,
    isFinal: state => permitted(state).length === 0,
    toMermaid: () =>
      ['stateDiagram-v2', `  [*] --> ${initial}`, ...transitions.map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`)].join('\n'),
  }
}
