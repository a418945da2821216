/** How agents fared against each other, gathered while a record is read for everything else. */
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import { compare, type Design } from './design.ts'
import type { Question } from './read-runs.ts'

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

/** Agents by name, of the two roles of a record. */
export interface PairedAgents {
  readonly rowRole: string
  readonly columnRole: string
  readonly rowAgents: readonly string[]
  readonly columnAgents: readonly string[]
}

export interface PairTallies extends PairedAgents {
  /** For each pair that met in a finished run: how often the row role took an option at an ask, and what it earned. By the names of row and column agent. */
  cells(ask: string, option: string): PairCell[]
}

interface Pair {
  readonly rowAgent: string
  readonly columnAgent: string
  runs: number
  readonly earnings: number[]
  readonly asks: Map<string, Shares>
}

/** `runs`: in how many runs the role decided anything itself. */
interface Shares {
  runs: number
  /** Option → its shares in the runs where it was taken at all. */
  readonly options: Map<string, number[]>
}

/** Null where there are not two roles, or one agent met one other: there is nothing to compare. */
export function pairTalliesQuestion(design: Design): Question<PairTallies> | null {
  const agents = pairedAgents(design)
  if (agents === null) return null
  const { rowRole, columnRole } = agents
  const pairs = new Map<string, Pair>()
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted', 'payoff-awarded'],
    add({ status, seats, decisions, earnings }) {
      if (status !== 'finished') return
      const rowAgent = seats.findLast(({ role }) => role === rowRole)?.agent
      const columnAgent = seats.findLast(({ role }) => role === columnRole)?.agent
      if (rowAgent === undefined || columnAgent === undefined) return
      const pair = pairOf(pairs, rowAgent, columnAgent)
      pair.runs++
      if (earnings !== null) pair.earnings.push(earnings.get(rowRole) ?? 0)
      for (const { role, ask, decisions: all, forfeited, defaulted, options } of decisions) {
        const own = all - forfeited - defaulted
        if (role !== rowRole || own === 0) continue
        let shares = pair.asks.get(ask)
        if (shares === undefined) pair.asks.set(ask, (shares = { runs: 0, options: new Map() }))
        shares.runs++
        for (const [option, count] of options) {
          if (option === null) continue
          const known = shares.options.get(option)
          if (known === undefined) shares.options.set(option, [count / own])
          else known.push(count / own)
        }
      }
    },
    answer: () => ({ ...agents, cells: (ask, option) => cellsOf(pairs, ask, option) }),
  }
}

function pairOf(pairs: Map<string, Pair>, rowAgent: string, columnAgent: string): Pair {
  const key = `${rowAgent}\n${columnAgent}`
  let pair = pairs.get(key)
  if (pair === undefined)
    pairs.set(key, (pair = { rowAgent, columnAgent, runs: 0, earnings: [], asks: new Map() }))
  return pair
}

function cellsOf(pairs: ReadonlyMap<string, Pair>, ask: string, option: string): PairCell[] {
  return [...pairs.values()]
    .map(({ rowAgent, columnAgent, runs, earnings, asks }) => {
      const shares = asks.get(ask)
      const some = shares?.options.get(option) ?? []
      const zeros = Array.from({ length: (shares?.runs ?? 0) - some.length }, () => 0)
      const rate = estimateOf([...zeros, ...some], A_RATE)
      return { rowAgent, columnAgent, runs, rate, earnings: estimateOf(earnings) }
    })
    .sort((a, b) => compare(a.rowAgent, b.rowAgent) || compare(a.columnAgent, b.columnAgent))
}

function pairedAgents({ runs, roles }: Design): PairedAgents | null {
  const [rowRole, columnRole] = roles
  if (roles.length !== 2 || rowRole === undefined || columnRole === undefined) return null
  const [rows, columns] = [new Set<string>(), new Set<string>()]
  for (const { plan } of runs.values())
    for (const { role, agent } of plan.seats) (role === rowRole ? rows : columns).add(agent)
  if (rows.size * columns.size < 2) return null
  return { rowRole, columnRole, rowAgents: [...rows].sort(), columnAgents: [...columns].sort() }
}
