/** What happened in each run, counted: one pass over the record, one run in memory at a time. */
import type { Cell, Row, Tables } from '../../io/store/tables.ts'

/** The decisions of one role at one ask in one run. */
export interface DecisionTally {
  readonly role: string
  readonly ask: string
  decisions: number
  reasked: number
  forfeited: number
  defaulted: number
  passed: number
  /** Canonical option, or null for a pass → how often the participant itself chose it. */
  readonly options: Map<string | null, number>
  /** How many amounts were decided, and their sum. */
  amounts: number
  amountSum: number
  /** How many decisions were free words. */
  words: number
}

/** Tallies of each run that has a decision, by run id. Values that a policy put in place of an answer are counted, not mixed with choices. */
export function* decisionTallies(
  tables: Tables,
): Iterable<[runId: string, tallies: readonly DecisionTally[]]> {
  const columns = ['run_id', 'role', 'ask', 'value', 'status', 'displayed_value']
  for (const [runId, rows] of byRun(tables.rows('decisions', { columns }))) {
    const tallies = new Map<string, DecisionTally>()
    for (const row of rows) count(tallyOf(tallies, wordsOf(row.role), wordsOf(row.ask)), row)
    yield [runId, [...tallies.values()]]
  }
}

/** Sum of the points of each role in each run that has a payoff, by run id. */
export function* earningsByRole(
  tables: Tables,
): Iterable<[runId: string, earnings: ReadonlyMap<string, number>]> {
  for (const [runId, rows] of byRun(
    tables.rows('payoffs', { columns: ['run_id', 'role', 'points'] }),
  )) {
    const earnings = new Map<string, number>()
    for (const { role, points } of rows) {
      earnings.set(wordsOf(role), (earnings.get(wordsOf(role)) ?? 0) + Number(points))
    }
    yield [runId, earnings]
  }
}

/** Rows that come by run, in stretches of one run each. A stretch must be read to its end before the next is asked for. */
function* byRun(rows: Iterable<Row>): Iterable<[runId: string, rows: Iterable<Row>]> {
  const iterator = rows[Symbol.iterator]()
  try {
    let next = iterator.next()
    while (next.done !== true) {
      const runId = wordsOf(next.value.run_id)
      yield [
        runId,
        (function* () {
          while (next.done !== true && wordsOf(next.value.run_id) === runId) {
            yield next.value
            next = iterator.next()
          }
        })(),
      ]
    }
  } finally {
    iterator.return?.()
  }
}

function tallyOf(tallies: Map<string, DecisionTally>, role: string, ask: string): DecisionTally {
  const key = `${role}\n${ask}`
  let tally = tallies.get(key)
  if (tally === undefined) {
    const counts = {
      decisions: 0,
      reasked: 0,
      forfeited: 0,
      defaulted: 0,
      passed: 0,
      amounts: 0,
      amountSum: 0,
      words: 0,
    }
    tallies.set(key, (tally = { role, ask, ...counts, options: new Map() }))
  }
  return tally
}

function count(
  tally: DecisionTally,
  { value = null, status, displayed_value: displayed }: Row,
): void {
  tally.decisions++
  switch (status) {
    case 'forfeited':
      tally.forfeited++
      return
    case 'defaulted':
      tally.defaulted++
      return
    case 'reasked':
      tally.reasked++
      break
    case 'passed':
      tally.passed++
      break
    default:
      break
  }
  if (typeof value === 'number') {
    tally.amounts++
    tally.amountSum += value
  } else if (value === null || displayed !== null) {
    // Only options are displayed under a label; a pass may stand beside options, amounts or words.
    tally.options.set(value, (tally.options.get(value) ?? 0) + 1)
  } else {
    tally.words++
  }
}

function wordsOf(cell: Cell | undefined): string {
  return String(cell ?? '')
}
