/** `coterie report`: choice rates, payoffs and invalid rates by treatment, with intervals. */
import { Command } from 'commander'
import type { Store } from '../../../io/store/store.ts'
import type { Report } from '../../../study/analysis/report.ts'
import { mean, told } from '../estimate-text.ts'
import { print, printJson } from '../print.ts'

interface Options {
  all?: true
  json?: true
}

export function reportCommand(): Command {
  return new Command('report')
    .description('measures by treatment with intervals: choices, payoffs, invalid answers')
    .argument('<db>', 'a record')
    .option('--all', 'every treatment, however many there are')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie report logs/showcase.sqlite\n\nThe unit of inference is the run: intervals are over runs, never over decisions.',
    )
    .action((db: string, options: Options) => printReport(db, options))
}

/** With more treatments than this, the tables by treatment are told only when they are asked for. */
const MANY = 16

/** Prints the report of a record. */
export async function printReport(db: string, options: Options = {}): Promise<void> {
  const { openSqliteStore } = await import('../../adapters.ts')
  const { reportOf } = await import('../../../study/analysis/report.ts')
  const store = openSqliteStore(db, 'read')
  try {
    const report = reportOf(store)
    const seats = seatsOf(store)
    const pairs = await pairTables(store, report, seats)
    if (options.json === true) {
      printJson({ db, ...report, pairs })
      return
    }
    const isLong = report.runs.length > MANY && options.all !== true
    print(
      ...(await drawnRuns(report)),
      ...(isLong ? [] : await drawn(report, seats.roles)),
      ...(await drawnPairs(pairs)),
    )
    if (isLong)
      print(
        `${report.runs.length} treatments: their choices and earnings are told by coterie report ${db} --all`,
      )
  } finally {
    store.close()
  }
}

/** The order in which a report tells things: that of the seats, not of the alphabet. */
interface Seats {
  readonly roles: readonly string[]
  /** role → its agents, scripted and recorded ones in the order in which they were first seated. */
  readonly agents: ReadonlyMap<string, readonly string[]>
}

function seatsOf(store: Store): Seats {
  const agents = new Map<string, Set<string>>()
  // By run id, as the record's tables have them: the order of arrival must not show.
  const runs = [...store.runs()].sort((a, b) => (a.runId < b.runId ? -1 : 1))
  for (const { role, agent } of runs.flatMap(({ plan }) => plan.seats)) {
    agents.set(role, (agents.get(role) ?? new Set<string>()).add(agent))
  }
  return {
    roles: [...agents.keys()],
    agents: new Map([...agents].map(([role, names]) => [role, [...names].sort()])),
  }
}

async function drawnRuns(report: Report): Promise<string[]> {
  const { drawTable } = await import('../draw-table.ts')
  const isLong = report.runs.length > MANY
  const sum = (key: 'finished' | 'aborted' | 'failed' | 'started'): number =>
    report.runs.reduce((total, one) => total + one[key], 0)
  const rows = isLong
    ? [
        [
          `all ${report.runs.length}`,
          sum('finished'),
          sum('aborted'),
          sum('failed'),
          sum('started'),
        ],
      ]
    : report.runs.map((one) => [one.treatment, one.finished, one.aborted, one.failed, one.started])
  return [
    heading('Runs'),
    drawTable(['treatment', 'finished', 'aborted', 'failed', 'unfinished'], rows),
  ]
}

async function drawn(report: Report, roles: readonly string[]): Promise<string[]> {
  const { drawTable } = await import('../draw-table.ts')
  const inSeatOrder = <T extends { readonly treatment: string; readonly role: string }>(
    list: readonly T[],
  ): T[] =>
    [...list].sort((a, b) =>
      a.treatment === b.treatment ? roles.indexOf(a.role) - roles.indexOf(b.role) : 0,
    )
  const asks = inSeatOrder(report.asks)
  const options = [
    ...new Set(asks.flatMap(({ choices }) => choices.map(({ value }) => value ?? '(pass)'))),
  ]
  const choices = asks
    .filter((one) => one.choices.length > 0)
    .map((one) => [
      one.treatment,
      one.role,
      one.ask,
      one.decisions,
      ...options.map((option) =>
        told(one.choices.find(({ value }) => (value ?? '(pass)') === option)?.share),
      ),
      mean(one.invalid.any),
      lost(one),
    ])
  const amounts = asks.flatMap((one) =>
    one.amount === null
      ? []
      : [
          [
            one.treatment,
            one.role,
            one.ask,
            one.decisions,
            told(one.amount),
            mean(one.invalid.any),
            lost(one),
          ],
        ],
  )
  const earnings = inSeatOrder(report.earnings).map((one) => [
    one.treatment,
    one.role,
    one.earnings.runs,
    told(one.earnings),
  ])
  return [
    ...(choices.length === 0
      ? []
      : [
          heading(
            'Choices: share of the decisions that participants made themselves, before any noise',
          ),
          drawTable(
            ['treatment', 'role', 'ask', 'decisions', ...options, 'invalid', 'lost'],
            choices,
          ),
        ]),
    ...(amounts.length === 0
      ? []
      : [
          heading('Amounts'),
          drawTable(['treatment', 'role', 'ask', 'decisions', 'mean', 'invalid', 'lost'], amounts),
        ]),
    heading('Earnings: points in a run'),
    drawTable(['treatment', 'role', 'runs', 'mean'], earnings),
    '',
    'Means over finished runs, with 95 % intervals over runs: percentile bootstrap, 2,000 resamples from a fixed seed, widened by √(n/(n−1));',
    'past 200 runs mean ± 1.96 s/√n. None where there is one run, or no difference between runs; under 10 runs they are too narrow.',
    'invalid: share of decisions that were not valid at the first attempt. lost: share that were forfeited or put to a default;',
    'they are no choices, but earnings hold what the rules paid for them.',
  ]
}

/** The share of decisions that their participant did not make. */
function lost({ invalid }: Report['asks'][number]): string {
  const { forfeited, defaulted } = invalid
  return forfeited.mean === null || defaulted.mean === null
    ? '–'
    : (forfeited.mean + defaulted.mean).toFixed(2)
}

function heading(words: string): string {
  return `\n${words}`
}

interface PairTable {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** For two-player choices between several agents: how often the row player takes its last option, and what it earns. */
async function pairTables(
  store: Store,
  report: Report,
  { roles, agents }: Seats,
): Promise<PairTable[]> {
  const { pairTable } = await import('../../../study/analysis/pair-table.ts')
  const [rowRole, columnRole] = roles
  const ask = report.asks.find(
    (one) => one.role === rowRole && one.choices.length > 0 && one.ask !== 'prediction',
  )
  if (roles.length !== 2 || rowRole === undefined || columnRole === undefined || ask === undefined)
    return []
  // Where one agent met one other there is nothing to compare, and no need to read the record again.
  if ((agents.get(rowRole)?.length ?? 0) * (agents.get(columnRole)?.length ?? 0) < 2) return []
  const options = new Set(
    report.asks
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

async function drawnPairs(pairs: readonly PairTable[]): Promise<string[]> {
  const { drawTable } = await import('../draw-table.ts')
  return pairs.flatMap(({ title, columns, rows }) => [heading(title), drawTable(columns, rows)])
}
