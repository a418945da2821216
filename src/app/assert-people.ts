/** Finds out before anything is played whether the people who are seated can be asked. */
import { BadInputError } from '../base/errors.ts'
import { HUMAN, isHuman } from '../play/agent/policies/human-settings.ts'
import { ExperimentError } from '../play/experiment/problems.ts'
import type { Deed } from '../record/intervention.ts'
import { everySeatOf, type Plan } from '../record/plan.ts'
import type { Seat } from '../record/seat.ts'
import { placeOf } from './assert-models.ts'
import { PEOPLE } from './fork-setting.ts'
import type { LoadedExperiment } from './load-experiment.ts'

/** True where somebody who may sit in the run is a person. */
export function seatsPeople(plan: Plan): boolean {
  return everySeatOf(plan).some(isHuman)
}

/**
 * Finds out whether people can be reached.
 * @throws ExperimentError where some are seated, and nobody can be.
 */
export function assertPeople(
  plans: readonly Plan[],
  reach: object | undefined,
  { experiment, explain }: LoadedExperiment,
): void {
  const seat = plans.flatMap(everySeatOf).find(isHuman)
  if (reach !== undefined || seat === undefined) return
  const message = `a person sits at ${seat.participant} (role "${seat.role}"), and nobody can be asked here. Play it with coterie run, hand people over (runExperiment, from a program), or seat somebody else there.`
  throw explain(new ExperimentError([{ path: placeOf(HUMAN, experiment) ?? ['cast'], message }]))
}

/** True where whoever sat there is asked nothing from there on. */
function isAway(deed: Deed): deed is Extract<Deed, { do: 'replace' | 'remove' | 'crash' }> {
  if (deed.do === 'crash') return deed.lasting === 'permanent'
  return deed.do === 'replace' || deed.do === 'remove'
}

/**
 * A fork is played where no person can be reached: whoever sat in the parent has gone home.
 * @throws BadInputError where one would have to be asked in the fork's own ticks.
 */
export function assertForkNeedsNobody(plans: readonly Plan[]): void {
  for (const plan of plans) {
    const { fork, seats, interventions = [] } = plan
    const replaced = new Set(
      interventions.flatMap(({ at, deed }) =>
        'tick' in at && at.tick <= (fork?.tick ?? 0) && isAway(deed) ? [deed.who] : [],
      ),
    )
    const stay = seats.filter((seat) => isHuman(seat) && !replaced.has(seat.participant))
    const come = interventions
      .flatMap(({ deed }) => (deed.do === 'replace' ? [deed.seat] : []))
      .filter(isHuman)
    if (stay.length + come.length === 0) continue
    const which = plan.replicate > 1 ? ' A baseline keeps everybody: add --no-baseline.' : ''
    throw new BadInputError(`${refusal(stay.length > 0 ? stay : come, seats)}${which}`)
  }
}

function refusal(asked: readonly Seat[], seats: readonly Seat[]): string {
  const named = asked.map(({ participant, role }) => `${participant} (role "${role}")`)
  const sit = `${named.length === 1 ? 'a person sits' : 'people sit'} at ${named.join(' and ')}`
  // A fork has one difference: one seat, or all in which people sit.
  const [only, ...others] = seats.filter(isHuman)
  const seat = others.length > 0 ? PEOPLE : (only ?? asked[0])?.participant
  return `${sit}, and none can be asked in a fork. Seat somebody else there: --set 'cast.${seat}=uniform' where only options and amounts are asked for, and where words are, a model ({policy: llm, model: …}).`
}
