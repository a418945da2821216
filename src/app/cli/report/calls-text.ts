/** The part of a report that tells what became of calls, model by model. */
import type { CallLatency } from '../../../study/analysis/call-latencies.ts'
import type { CallTally } from '../../../study/analysis/call-tally.ts'
import { fitTable, wrapWords } from './fit-table.ts'

interface Column {
  readonly head: string
  readonly of: (tally: CallTally) => number
  /** What a reader may not know of it. */
  readonly means?: string
  /** Told only where it is not 0 throughout. */
  readonly isRare?: true
}

const COLUMNS: readonly Column[] = [
  { head: 'calls', of: ({ calls }) => calls },
  { head: 'tries', of: ({ made }) => made },
  { head: 'retries', of: ({ retries }) => retries },
  { head: 'no reply', of: ({ unanswered }) => unanswered },
  rare('busy', ({ refused }) => refused, 'tries that the server was too busy for (429)'),
  rare(
    'in passing',
    ({ failures }) => failures.passing,
    'tries that broke off, or met an error that may pass',
  ),
  rare('timed out', ({ failures }) => failures.timeout),
  rare('unreached', ({ failures }) => failures.unreached, 'tries that found no server'),
  rare(
    'of the prompt',
    ({ failures }) => failures.prompt,
    'tries whose prompt the server would not take',
  ),
  rare(
    'of the set-up',
    ({ failures }) => failures.setup,
    'tries that somebody had to mend a key, an address or a name for',
  ),
  { head: 'tokens in', of: ({ inputTokens }) => inputTokens },
  { head: 'tokens out', of: ({ outputTokens }) => outputTokens },
  { head: 'US$', of: ({ usd }) => Number(usd.toFixed(5)) },
]

/** Nothing where no model was called. */
export function callsText(
  tallies: readonly CallTally[],
  latencies: readonly CallLatency[],
): string[] {
  if (tallies.length === 0) return []
  const columns = [...COLUMNS, ...timed(latencies)].filter(
    ({ isRare, of }) => isRare !== true || tallies.some((tally) => of(tally) > 0),
  )
  const notes = columns.flatMap(({ head, means }) =>
    means === undefined ? [] : `${head}: ${means}.`,
  )
  return [
    '\nCalls: what became of them, by provider and model',
    ...fitTable(
      ['model', ...columns.map(({ head }) => head)],
      tallies.map((tally) => [tally.name, ...columns.map(({ of }) => of(tally))]),
      1,
    ),
    ...wrapWords(['no reply: calls of which no try brought one.', ...notes].join(' ')),
  ]
}

/** Models in this process take no time: nothing is said of it where there are no others. */
function timed(latencies: readonly CallLatency[]): Column[] {
  const byName = new Map(latencies.map((one) => [one.name, one]))
  const seconds = (ms: number): number => Number((ms / 1000).toFixed(2))
  return [
    rare(
      'median s',
      ({ name }) => seconds(byName.get(name)?.medianMs ?? 0),
      'seconds to a reply, retries and waiting included; they are beside the record',
    ),
    rare('95 % s', ({ name }) => seconds(byName.get(name)?.p95Ms ?? 0)),
  ]
}

function rare(head: string, of: Column['of'], means?: string): Column {
  return { head, of, isRare: true, ...(means === undefined ? {} : { means }) }
}
