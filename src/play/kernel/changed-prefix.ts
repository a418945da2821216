/** A fork stands on its parent's ticks: where they do not come out again, it stands on nothing. */
import { BadInputError } from '../../base/errors.ts'
import type { Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'

/** A shared tick is not what comes out of the same answers: the scenario or the record was changed since. */
export class ChangedPrefixError extends BadInputError {
  override readonly name = 'ChangedPrefixError'
  /** As it is recorded, and as it comes out. */
  readonly recorded: Tick
  readonly again: Tick
  constructor({ fork }: Plan, recorded: Tick, again: Tick) {
    super(
      `tick ${again.tick}, which this fork shares with ${fork?.parent ?? 'its parent'}, does not come out as it was recorded: the scenario or the record was changed since. ` +
        'See coterie replay for the difference.',
    )
    this.recorded = recorded
    this.again = again
  }
}

/** @throws ChangedPrefixError where the two differ. */
export function assertShared(plan: Plan, recorded: Tick, again: Tick): void {
  if (recorded.content.digest !== again.content.digest || recorded.round !== again.round)
    throw new ChangedPrefixError(plan, recorded, again)
}
