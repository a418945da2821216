/** The game of one round: what is sent is multiplied, what is returned comes back as it is. */
import { inSteps, times, total } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import type { Part } from './part.ts'

/** What each holds before anything is sent. */
export type Holdings = Readonly<Record<Part, number>>

/** A round in which something was sent, or nothing, in the open: what remains to be decided is the return. */
export interface Stake {
  readonly sent: number
  /** What the trustee receives of it. */
  readonly received: number
}

/** What each is given, at the beginning of every round or of the first. */
export function endowments({ endowment, endow }: Parameters): Holdings {
  return { trustor: endowment, trustee: endow === 'both' ? endowment : 0 }
}

export function stakeOf(sent: number, { multiplier }: Parameters): Stake {
  return { sent, received: times(sent, multiplier) }
}

/** What each part gains, or loses, by a round. */
export function changesOf({ sent, received }: Stake, returned: number): Holdings {
  return { trustor: total(returned, -sent), trustee: total(received, -returned) }
}

/** What each part holds after a round. */
export function holdingsAfter(before: Holdings, stake: Stake, returned: number): Holdings {
  const changes = changesOf(stake, returned)
  return {
    trustor: total(before.trustor, changes.trustor),
    trustee: total(before.trustee, changes.trustee),
  }
}

/** The most that can be given of what is held, in whole steps. */
export function mostOf(held: number, { step }: Parameters): number {
  return inSteps(held, step)
}
