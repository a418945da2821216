/** A person with a browser, for tests: opens a link, reads what is there, and answers by a rule. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Received, SeatState } from '../seat-state.ts'

export type Asked = Extract<SeatState, { kind: 'asked' }>

export interface Manner {
  /** Whether it consents; true where it is not said. */
  readonly consents?: boolean
  /** What it submits; null to sit there and say nothing. */
  answer(asked: Asked): string | null
  /** Milliseconds that it thinks. */
  readonly thinksMs?: () => number
}

export interface SatThrough {
  readonly asked: readonly Asked[]
  readonly over: Extract<SeatState, { kind: 'over' }>
}

/** What a page of the server would send. */
export async function post(link: string, what: string, body: unknown): Promise<Response> {
  return fetch(`${link}/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: new URL(link).origin },
    body: JSON.stringify(body),
  })
}

async function stateAt(link: string): Promise<SeatState> {
  return (await (await fetch(`${link}/state`)).json()) as SeatState
}

/** The next state of a kind for which a condition holds. */
export async function until<K extends SeatState['kind']>(
  link: string,
  kind: K,
  isWanted: (state: Extract<SeatState, { kind: K }>) => boolean = () => true,
): Promise<Extract<SeatState, { kind: K }>> {
  for (;;) {
    const state = await stateAt(link)
    if (isOf(state, kind) && isWanted(state)) return state
    await pause(10)
  }
}

function isOf<K extends SeatState['kind']>(
  state: SeatState,
  kind: K,
): state is Extract<SeatState, { kind: K }> {
  return state.kind === kind
}

/** Sits there until it is over. */
export async function sitThrough(link: string, manner: Manner): Promise<SatThrough> {
  const asked: Asked[] = []
  for (;;) {
    const state = await stateAt(link)
    if (state.kind === 'over') return { asked, over: state }
    if (state.kind === 'consent') {
      await post(link, 'consent', { id: state.id, given: manner.consents ?? true })
    } else if (state.kind === 'asked' && asked.at(-1)?.id !== state.id) {
      asked.push(state)
      const reply = manner.answer(state)
      if (reply === null) continue
      await pause(manner.thinksMs?.() ?? 0)
      const received = await post(link, 'answer', { id: state.id, reply })
      if (!((await received.json()) as Received).taken) continue
    } else await pause(10)
  }
}
