/** Which runs are compared: those at one level of a factor with those at another. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import { levelName } from '../../play/experiment/level-name.ts'
import type { Plan } from '../../record/plan.ts'

/** A level and how a plan is told to be at it. */
export interface Levels {
  /** The factor's path, or "treatment". */
  readonly by: string
  /** In the order of the plans. */
  readonly levels: readonly string[]
  levelOf(plan: Plan): string
}

const TREATMENT = 'treatment'

/**
 * The levels of a factor among the plans, or their treatments where `by` is "treatment". Without `by` it is the only factor.
 * @throws BadInputError where there is no such factor, or nothing to compare.
 */
export function levelsOf(plans: readonly Plan[], by: string | undefined): Levels {
  const paths = [...new Set(plans.flatMap(({ levels }) => Object.keys(levels)))]
  const [only, ...more] = paths
  const path = by ?? (only !== undefined && more.length === 0 ? only : TREATMENT)
  if (path !== TREATMENT && !paths.includes(path))
    throw new UnknownNameError(
      'factor',
      path,
      [...paths, TREATMENT],
      'Give --by a factor of the experiment, or treatment.',
    )
  const names = namesOf(plans, path)
  const levelOf = ({ treatment, levels }: Plan): string =>
    path === TREATMENT ? treatment : (names.get(canonicalJson(levels[path] ?? null)) ?? '')
  const levels = [...new Set(plans.map(levelOf))]
  if (levels.length < 2)
    throw new BadInputError(
      `${path} has one level only ("${levels[0] ?? ''}"): there is nothing to compare. Add a level to the experiment.`,
    )
  return { by: path, levels, levelOf }
}

/** Canonical level → what it is called; levels that would have one name are told in full. */
function namesOf(plans: readonly Plan[], path: string): ReadonlyMap<string, string> {
  const all = new Map(
    plans.map(({ levels }) => [canonicalJson(levels[path] ?? null), levels[path] ?? null]),
  )
  const named = [...all].map(
    ([full, level]) => [full, levelName(path, level, [...all.values()])] as const,
  )
  return new Map(
    named.map(([full, name]) => [
      full,
      named.filter(([, other]) => other === name).length > 1 ? full : name,
    ]),
  )
}
