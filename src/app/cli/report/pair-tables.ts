/** The part of a report that tells how agents fared against each other. */
import type { AskReport } from '../../../study/analysis/choices.ts'
import type { PairTallies } from '../../../study/analysis/pair-tallies.ts'
import { mean } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

export interface PairTable {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** For two-player choices between several agents: how often the row player takes its last option, and what it earns. */
export function pairTables(tallies: PairTallies | null, asks: readonly AskReport[]): PairTable[] {
  if (tallies === null) return []
  const { rowRole, columnRole, rowAgents: allRows, columnAgents: allColumns } = tallies
  const ask = asks.find(
    (one) => one.role === rowRole && one.choices.length > 0 && one.ask !== 'prediction',
  )
  if (ask === undefined) return []
  const options = new Set(
    asks
      .filter((one) => one.ask === ask.ask)
      .flatMap((one) => one.choices.map(({ value }) => value ?? '')),
  )
  const option = options.has('defect') ? 'defect' : [...options].sort()[0]
  if (option === undefined) return []
  const cells = tallies.cells(ask.ask, option)
  const rowAgents = allRows.filter((agent) => cells.some(({ rowAgent }) => rowAgent === agent))
  const columns = allColumns.filter((agent) =>
    cells.some(({ columnAgent }) => columnAgent === agent),
  )
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
