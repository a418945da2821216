/** The part of a report that tells how agents fared against each other. */
import type { Store } from '../../../io/store/store.ts'
import type { AskReport } from '../../../study/analysis/choices.ts'
import { pairTable } from '../../../study/analysis/pair-table.ts'
import { mean } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

export interface PairTable {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** For two-player choices between several agents: how often the row player takes its last option, and what it earns. */
export function pairTables(store: Store, asks: readonly AskReport[]): PairTable[] {
  const agents = agentsOf(store)
  const [rowRole, columnRole] = [...agents.keys()]
  const ask = asks.find(
    (one) => one.role === rowRole && one.choices.length > 0 && one.ask !== 'prediction',
  )
  if (agents.size !== 2 || rowRole === undefined || columnRole === undefined || ask === undefined)
    return []
  // Where one agent met one other there is nothing to compare, and no need to read the record again.
  if ((agents.get(rowRole)?.length ?? 0) * (agents.get(columnRole)?.length ?? 0) < 2) return []
  const options = new Set(
    asks
      .filter((one) => one.ask === ask.ask)
      .flatMap((one) => one.choices.map(({ value }) => value ?? '')),
  )
  const option = options.has('defect') ? 'defect' : [...options].sort()[0]
  if (option === undefined) return []
  const cells = pairTable(store, { rowRole, columnRole, of: rowRole, ask: ask.ask, option })
  const met = (key: 'rowAgent' | 'columnAgent', role: string): string[] =>
    (agents.get(role) ?? []).filter((agent) => cells.some((cell) => cell[key] === agent))
  const [rowAgents, columns] = [met('rowAgent', rowRole), met('columnAgent', columnRole)]
  if (rowAgents.length * columns.length < 2) return []
  const rows = rowAgents.map((rowAgent) => [
    rowAgent,
    ...columns.map((columnAgent) => {
      const cell = cells.find((one) => one.rowAgent === rowAgent && one.columnAgent === columnAgent)
      return cell === undefined
        ? ''
        : `${mean(cell.rate)} (${cell.earnings.mean === null ? '–' : Number(cell.earnings.mean.toFixed(1))})`
    }),
  ])
  return [
    {
      title: `How often the ${rowRole} player chooses ${option}, and (its points in a run), by agent against agent, over all treatments`,
      columns: [`${rowRole} \\ ${columnRole}`, ...columns],
      rows,
    },
  ]
}

export function pairsText(pairs: readonly PairTable[]): string[] {
  return pairs.flatMap(({ title, columns, rows }) => [
    '',
    ...wrapWords(title),
    ...fitTable(columns, rows, 1),
  ])
}

/** role → its agents by name; roles in the order of the seats. */
function agentsOf(store: Store): ReadonlyMap<string, readonly string[]> {
  const agents = new Map<string, Set<string>>()
  // By run id, as the record's tables have them: the order of arrival must not show.
  const runs = store
    .runs()
    .filter(({ plan }) => plan.fork === undefined)
    .sort((a, b) => (a.runId < b.runId ? -1 : 1))
  for (const { role, agent } of runs.flatMap(({ plan }) => plan.seats))
    agents.set(role, (agents.get(role) ?? new Set<string>()).add(agent))
  return new Map([...agents].map(([role, names]) => [role, [...names].sort()]))
}
