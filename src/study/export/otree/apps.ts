/** The apps of a record: one for each scenario, with the fields and rounds that its runs have between them. */
import type { RunSummary } from '../../../io/store/store.ts'
import type { Tables } from '../../../io/store/tables.ts'
import { fieldNames, identifierOf, type FieldNames } from '../field-names.ts'
import { fieldsIn, hasOutside, roundsIn } from '../played-fields.ts'
import { ONLY_ROUND, OUTSIDE_ROUNDS } from './session.ts'

/** What oTree itself calls columns of a player. */
const PLAYER = ['id_in_group', 'role', 'payoff']

export interface App {
  readonly name: string
  /** The asks of its scenario, as fields of a player. */
  readonly fields: FieldNames
  /** Every round that any of its sessions has, in order. */
  readonly rounds: readonly number[]
}

/** scenario → the name of its app: a Python identifier, as oTree wants it; told apart where two would be one. */
export function appNames(runs: readonly RunSummary[]): ReadonlyMap<string, string> {
  const scenarios = [...new Set(runs.map(({ plan }) => plan.scenario.name))].sort()
  const names = new Map<string, string>()
  for (const scenario of scenarios) {
    const plain = identifierOf(scenario)
    const isTaken = (name: string): boolean =>
      [...names.values()].some((one) => one.toLowerCase() === name.toLowerCase())
    let name = plain
    for (let n = 2; isTaken(name); n++) name = `${plain}_${n}`
    names.set(scenario, name)
  }
  return names
}

/** The apps of these runs, by name. `names` gives the app of a scenario. */
export function appsOf(
  runs: readonly RunSummary[],
  names: ReadonlyMap<string, string>,
  tables: Tables,
): App[] {
  const apps = new Map<string, { fields: FieldNames; rounds: Set<number> }>()
  for (const { runId, plan } of runs) {
    const app = names.get(plan.scenario.name) ?? ''
    const known = apps.get(app) ?? { fields: fieldNames(PLAYER), rounds: new Set<number>() }
    apps.set(app, known)
    for (const field of fieldsIn(tables, runId)) known.fields.nameOf(field)
    const rounds = roundsIn(tables, runId)
    for (const round of rounds) known.rounds.add(round)
    if (rounds.size === 0) known.rounds.add(ONLY_ROUND)
    else if (hasOutside(tables, runId)) known.rounds.add(OUTSIDE_ROUNDS)
  }
  return [...apps]
    .map(([name, { fields, rounds }]) => ({
      name,
      fields,
      rounds: [...rounds].sort((a, b) => a - b),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The columns of a player's fields, each with its status. */
export function fieldColumns({ fields }: App): string[] {
  return fields.fields.flatMap((field) => {
    const name = fields.nameOf(field)
    return [name, `${name}_status`]
  })
}
