/** Who plays how against whom: for each pair of agents, how often an option is chosen and what is earned. */
import type { Tables } from '../../io/store/tables.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import { decisionTallies, earningsByRole } from './run-tallies.ts'

export interface PairQuestion {
  /** The two roles whose agents make the table's rows and columns. Each must be held by one seat. */
  readonly rowRole: string
  readonly columnRole: string
  /** Whose choices and earnings are told: one of the two. */
  readonly of: string
  readonly ask: string
  /** The option whose rate is told, by its canonical name. */
  readonly option: string
  /** Only runs of these treatments; all where none are given. */
  readonly treatments?: ReadonlySet<string>
}

/** One pair of agents. Finished runs only. */
export interface PairCell {
  readonly rowAgent: string
  readonly columnAgent: string
  readonly runs: number
  /** Share of the option among the decisions that the participant made itself, averaged over runs. */
  readonly rate: Estimate
  /** Points in a run, averaged over runs. */
  readonly earnings: Estimate
}

interface Pair {
  readonly rowAgent: string
  readonly columnAgent: string
  runs: number
  readonly rates: number[]
  readonly earnings: number[]
}

/** A cell for each pair that met in a finished run, by the names of row and column agent. Runs without both roles are left out. */
export function pairTable(tables: Tables, question: PairQuestion): PairCell[] {
  const pairs = new Map<string, Pair>()
  const pairOf = pairsOfRuns(tables, question, pairs)
  for (const [runId, tallies] of decisionTallies(tables)) {
    const tally = tallies.find(({ role, ask }) => role === question.of && ask === question.ask)
    if (tally === undefined) continue
    const own = tally.decisions - tally.forfeited - tally.defaulted
    if (own > 0) pairOf.get(runId)?.rates.push((tally.options.get(question.option) ?? 0) / own)
  }
  for (const [runId, earnings] of earningsByRole(tables)) {
    pairOf.get(runId)?.earnings.push(earnings.get(question.of) ?? 0)
  }
  return [...pairs.values()]
    .map(({ rowAgent, columnAgent, runs, rates, earnings }) => ({
      rowAgent,
      columnAgent,
      runs,
      rate: estimateOf(rates, A_RATE),
      earnings: estimateOf(earnings),
    }))
    .sort((a, b) => compare(a.rowAgent, b.rowAgent) || compare(a.columnAgent, b.columnAgent))
}

/** run id → its pair, for the finished runs in which both roles are held; fills `pairs`. */
function pairsOfRuns(
  tables: Tables,
  { rowRole, columnRole, treatments }: PairQuestion,
  pairs: Map<string, Pair>,
): ReadonlyMap<string, Pair> {
  const agents = new Map<string, { row?: string; column?: string }>()
  for (const { run_id, role, agent } of tables.rows('participants', {
    columns: ['run_id', 'role', 'agent'],
  })) {
    const own = agents.get(String(run_id)) ?? {}
    if (role === rowRole) own.row = String(agent)
    if (role === columnRole) own.column = String(agent)
    agents.set(String(run_id), own)
  }
  const pairOf = new Map<string, Pair>()
  for (const { run_id, treatment, status } of tables.rows('runs', {
    columns: ['run_id', 'treatment', 'status'],
  })) {
    if (status !== 'finished' || treatments?.has(String(treatment)) === false) continue
    const { row, column } = agents.get(String(run_id)) ?? {}
    if (row === undefined || column === undefined) continue
    const key = JSON.stringify([row, column])
    const pair = pairs.get(key) ?? {
      rowAgent: row,
      columnAgent: column,
      runs: 0,
      rates: [],
      earnings: [],
    }
    pair.runs++
    pairs.set(key, pair)
    pairOf.set(String(run_id), pair)
  }
  return pairOf
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
