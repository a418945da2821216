/** What whoever takes a seat in the course of a run is told of the ticks that it did not decide itself. */
import type { ParticipantId } from '../../record/ids.ts'
import { isSeenBy } from '../../record/seen.ts'
import type { Tick } from '../../record/tick.ts'
import type { Policy } from '../agent/policy.ts'

/** Tells a policy the entries of a closed tick that its participant may know. */
export function recallTick(
  policy: Policy,
  participant: ParticipantId,
  { tick, round, content }: Tick,
): void {
  policy.recall?.(
    tick,
    content.entries.filter((entry) => isSeenBy(entry, participant)),
    round,
  )
}

/**
 * The closed ticks of a run in which everybody is seated anew when its draws come from another seed: they go on with their own thoughts. Who
 * takes somebody else's place has none from before.
 */
export class Recollection {
  readonly #ticks: Tick[] = []
  readonly #since = new Map<ParticipantId, number>()

  /** The next tick, from 0. */
  add(tick: Tick): void {
    this.#ticks.push(tick)
  }

  /** Somebody else sits there from here on. */
  replaced(participant: ParticipantId): void {
    this.#since.set(participant, this.#ticks.length)
  }

  /** Tells all that the participant has thought since it sits there. */
  tell(participant: ParticipantId, policy: Policy): void {
    for (const tick of this.#ticks.slice(this.#since.get(participant) ?? 0))
      recallTick(policy, participant, tick)
  }
}
