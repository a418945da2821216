/** Who plays how against whom: for each pair of agents, how often an option is chosen and what is earned. */
import type { RunId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { Store } from '../../io/store/store.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import { runTallies } from './run-tallies.ts'

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
export function pairTable(store: Store, question: PairQuestion): PairCell[] {
  const pairs = new Map<string, Pair>()
  const meetings = meetingsIn(store, question, pairs)
  for (const { run, decisions, earnings } of runTallies(store, meetings)) {
    const { rates, earnings: earned } = run.pair
    if (earnings !== null) earned.push(earnings.get(question.of) ?? 0)
    const tally = decisions.find(({ role, ask }) => role === question.of && ask === question.ask)
    if (tally === undefined) continue
    const own = tally.decisions - tally.forfeited - tally.defaulted
    if (own > 0) rates.push((tally.options.get(question.option) ?? 0) / own)
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

/** A finished run in which both roles are held. */
interface Meeting {
  readonly seats: readonly Seat[]
  readonly pair: Pair
}

/** The runs that are asked about; fills `pairs`. */
function meetingsIn(
  store: Store,
  { rowRole, columnRole, treatments }: PairQuestion,
  pairs: Map<string, Pair>,
): ReadonlyMap<RunId, Meeting> {
  const meetings = new Map<RunId, Meeting>()
  for (const { runId, plan, status } of store.runs()) {
    const { treatment, seats } = plan
    if (status !== 'finished' || treatments?.has(treatment) === false) continue
    if (plan.fork !== undefined) continue
    const rowAgent = seats.findLast(({ role }) => role === rowRole)?.agent
    const columnAgent = seats.findLast(({ role }) => role === columnRole)?.agent
    if (rowAgent === undefined || columnAgent === undefined) continue
    const key = JSON.stringify([rowAgent, columnAgent])
    const pair = pairs.get(key) ?? { rowAgent, columnAgent, runs: 0, rates: [], earnings: [] }
    pair.runs++
    pairs.set(key, pair)
    meetings.set(runId, { seats, pair })
  }
  return meetings
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
