/** What is measured of a run: one number, named as on the command line. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { RunRead } from '../../study/analysis/read-runs.ts'

export interface RunMeasure {
  /** As it was written. */
  readonly name: string
  /** In words. */
  readonly words: string
  /** The run's value; null where it has none. */
  valueOf(run: Pick<RunRead, 'decisions' | 'earnings' | 'seats'>): number | null
}

const FORMS =
  'Write decisions.<role>.<ask>=<option> (the share of an option), decisions.<role>.<ask> (the mean amount), payoffs.<role> or payoffs.'

/**
 * Reads `decisions.player.choose=C`, `decisions.trustor.send`, `payoffs.trustee` or `payoffs`.
 * @throws BadInputError where it is none of these, or the scenario has no such role.
 */
export function runMeasure(name: string, { roles }: Pick<Scenario, 'roles'>): RunMeasure {
  const at = name.indexOf('=')
  const path = at === -1 ? name : name.slice(0, at)
  const [kind, role, ask, ...more] = path.split('.')
  const known = Object.keys(roles)
  if (role !== undefined && !known.includes(role))
    throw new UnknownNameError('role', role, known, `--measure ${name}: ${FORMS}`)
  if (kind === 'payoffs' && ask === undefined && at === -1) return payoffs(name, role)
  if (kind !== 'decisions' || role === undefined || ask === undefined || more.length > 0)
    throw new BadInputError(`--measure ${name}: this is no measure. ${FORMS}`)
  return at === -1
    ? amount(name, role, ask)
    : share(name, { role, ask, option: name.slice(at + 1) })
}

function payoffs(name: string, role: string | undefined): RunMeasure {
  return {
    name,
    words: `mean payoff of ${role === undefined ? 'all seats' : `a ${role}`}`,
    valueOf({ earnings, seats }) {
      if (earnings === null) return null
      const sitting = seats.filter((seat) => role === undefined || seat.role === role).length
      const sum = [...earnings].reduce(
        (total, [of, points]) => (role === undefined || of === role ? total + points : total),
        0,
      )
      return sitting === 0 ? null : sum / sitting
    },
  }
}

function amount(name: string, role: string, ask: string): RunMeasure {
  return {
    name,
    words: `mean amount of ${role} at "${ask}"`,
    valueOf({ decisions }) {
      const found = decisions.find((one) => one.role === role && one.ask === ask)
      return found === undefined || found.amounts === 0 ? null : found.amountSum / found.amounts
    },
  }
}

function share(
  name: string,
  { role, ask, option }: { readonly role: string; readonly ask: string; readonly option: string },
): RunMeasure {
  return {
    name,
    words: `share of "${option}" in what ${role} decided at "${ask}"`,
    valueOf({ decisions }) {
      const found = decisions.find((one) => one.role === role && one.ask === ask)
      if (found === undefined) return null
      if (found.offered.length > 0 && !found.offered.includes(option))
        throw new UnknownNameError('option', option, found.offered, `--measure ${name}.`)
      const own = found.decisions - found.forfeited - found.defaulted
      return own === 0 ? null : (found.options.get(option) ?? 0) / own
    },
  }
}
