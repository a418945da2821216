/** How long a run can last and which phases it stands in: what can be planned for its course, and what is beyond its end. */
import type { Scenario } from '../scenario/define-scenario.ts'
import { phasesOf } from '../scenario/phases.ts'
import { UnknownNameError } from '../../base/errors.ts'
import type { FieldProblem } from './problems.ts'

export interface PlaySpan {
  readonly mostTicks: number
  /** Undefined where the scenario does not say. */
  readonly mostRounds: number | undefined
  /** Undefined where they cannot be listed. */
  readonly phases: readonly string[] | undefined
}

/** The span of a run that may come under each of these parameters, one after the other. */
export function spanOf(scenario: Scenario, parameters: readonly unknown[]): PlaySpan {
  const mostTicks = parameters.reduce<number>((sum, one) => sum + scenario.mostTicks(one), 0)
  const rounds = parameters.map((one) => scenario.mostRounds?.(one) ?? Infinity)
  const mostRounds = Math.max(...rounds)
  return {
    mostTicks,
    mostRounds: Number.isFinite(mostRounds) ? mostRounds : undefined,
    phases: phasesOf(scenario.machine),
  }
}

/** What is wrong with a round; undefined where it can come. */
export function roundProblem(
  round: number,
  { mostRounds, mostTicks }: PlaySpan,
): string | undefined {
  if (round <= (mostRounds ?? mostTicks)) return undefined
  const most =
    mostRounds === undefined
      ? `a run has at most ${mostTicks} ticks`
      : `the scenario has ${mostRounds} ${mostRounds === 1 ? 'round' : 'rounds'}`
  return `round ${round} is beyond the end: ${most}`
}

/** What is wrong with a tick; undefined where it can come. */
export function tickProblem(tick: number, { mostTicks }: PlaySpan): string | undefined {
  if (tick < mostTicks) return undefined
  return `tick ${tick} is beyond the end: the scenario has at most ${mostTicks} ${mostTicks === 1 ? 'tick' : 'ticks'}, counted from 0`
}

/** What is wrong with a phase; undefined where participants can be asked in it. */
export function phaseProblem(phase: string, { phases }: PlaySpan): string | undefined {
  if (phases === undefined || phases.includes(phase)) return undefined
  return new UnknownNameError('phase', phase, phases, 'These are the phases in which it asks.')
    .message
}

/** Adds a problem where there is one. */
export function note(
  problems: FieldProblem[],
  path: FieldProblem['path'],
  message: string | undefined,
): void {
  if (message !== undefined) problems.push({ path, message })
}
