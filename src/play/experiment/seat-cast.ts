/** The cast takes its seats: roles in the scenario's order, participants numbered p1, p2, …, settings checked and filled in. */
import { UnknownNameError } from '../../base/errors.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { Experiment } from './define-experiment.ts'
import { describeAgent, type Lookup } from './describe-agent.ts'
import { ExperimentError } from './problems.ts'

/**
 * Seats the cast of an experiment.
 * @throws ExperimentError that names every role, policy, setting or persona that cannot be.
 */
export function seatCast(
  experiment: Experiment,
  scenario: Scenario,
  found: Omit<Lookup, 'problems'>,
): Seat[] {
  const lookup: Lookup = { ...found, problems: [] }
  const { problems } = lookup
  const roles = Object.keys(scenario.roles)
  for (const role of Object.keys(experiment.cast)) {
    if (roles.includes(role)) continue
    const error = new UnknownNameError(
      'role',
      role,
      roles,
      `These are the roles of ${scenario.name}.`,
    )
    problems.push({ path: ['cast', role], message: error.message })
  }
  const seats: Seat[] = []
  for (const [role, size] of Object.entries(scenario.roles)) {
    const cast = experiment.cast[role]
    const agents = cast === undefined ? [] : Array.isArray(cast) ? cast : [cast]
    if (agents.length < size.min || agents.length > size.max) {
      const wanted = size.min === size.max ? `${size.min}` : `${size.min} to ${size.max}`
      problems.push({
        path: cast === undefined ? ['cast'] : ['cast', role],
        message: `role "${role}" takes ${wanted} agent${wanted === '1' ? '' : 's'}, the cast gives ${agents.length}`,
      })
    }
    agents.forEach((agent, i) => {
      const path = Array.isArray(cast) ? ['cast', role, i] : ['cast', role]
      const participant = ParticipantId.parse(`p${seats.length + 1}`)
      const seat = describeAgent(agent, { participant, role }, lookup, path)
      if (seat !== undefined) seats.push(seat)
    })
  }
  if (problems.length > 0) throw new ExperimentError(problems)
  return seats
}
