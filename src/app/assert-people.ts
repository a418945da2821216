/** Finds out before anything is played whether the people who are seated can be asked. */
import { BadInputError } from '../base/errors.ts'
import { HUMAN, isHuman } from '../play/agent/policies/human-settings.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { ExperimentError } from '../play/experiment/problems.ts'
import type { Deed } from '../record/intervention.ts'
import { everySeatOf, type Plan } from '../record/plan.ts'
import type { Seat } from '../record/seat.ts'
import { placeOf } from './assert-models.ts'
import { sizePlay } from './estimate/size-play.ts'
import type { LoadedExperiment } from './load-experiment.ts'

/** True where somebody who may sit in the run is a person. */
export function seatsPeople(plan: Plan): boolean {
  return everySeatOf(plan).some(isHuman)
}

/**
 * Finds out whether people can be reached, and whether what the plan puts in place of an answer fits what they will be asked.
 * @throws ExperimentError where it does not, or nobody can be reached.
 */
export async function assertPeople(
  plans: readonly Plan[],
  reach: object | undefined,
  { experiment, scenario, explain }: LoadedExperiment,
  catalogue: Catalogue,
): Promise<void> {
  const attended = plans.filter(seatsPeople)
  const seat = attended.flatMap(everySeatOf).find(isHuman)
  if (reach === undefined && seat !== undefined) {
    const message = `a person sits at ${seat.participant} (role "${seat.role}"), and nobody can be asked here. Play it with coterie run, or seat somebody else there.`
    throw explain(new ExperimentError([{ path: placeOf(HUMAN, experiment) ?? ['cast'], message }]))
  }
  const firsts = new Map(attended.map((plan) => [plan.treatment, plan]))
  for (const plan of [...firsts.values()].slice(0, MOST_REHEARSED)) {
    const rest = { styleOf: () => 'line' as const, talk: 'expected' as const }
    await sizePlay({ plan, scenario, catalogue, ...rest }).catch((error: unknown) => {
      throw explain(error)
    })
  }
}

/** So many treatments are played in memory beforehand. */
const MOST_REHEARSED = 20

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
    throw new BadInputError(`${refusal(stay, come)}${which}`)
  }
}

function refusal(stay: readonly Seat[], come: readonly Seat[]): string {
  const all = stay.length > 0 ? stay : come
  const named = all.map(({ participant, role }) => `${participant} (role "${role}")`).join(' and ')
  const sit = all.length === 1 ? `a person sits at ${named}` : `people sit at ${named}`
  const nobody = `${sit}, and none can be asked in a fork.`
  const [{ participant = '', role = '' } = {}] = all
  const oneRole = all.every((seat) => seat.role === role)
  // A fork has one difference, which is one seat or all seats of a role.
  return oneRole
    ? `${nobody} Seat somebody else there: --set 'cast.${all.length === 1 ? participant : role}=uniform' where only options and amounts are asked for, and where words are, a model ({policy: llm, model: …}).`
    : `${nobody} A fork has one difference and cannot replace them all: such a run cannot be forked at present. Play it again with others seated (coterie run).`
}
