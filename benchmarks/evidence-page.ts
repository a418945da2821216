/** The page that tells what was measured of exports, reports, codings and reliability. */
import { cpus } from 'node:os'
import type { CodingGrowth } from './codings.ts'
import type { Exports } from './exports.ts'
import type { ReliabilityGrowth } from './reliability.ts'
import { REPORT_ROUNDS, type ReportGrowth } from './reports.ts'
import { table } from './table.ts'

export interface Evidence {
  readonly exports: readonly Exports[]
  readonly reports: readonly ReportGrowth[]
  readonly codings: readonly CodingGrowth[]
  readonly reliability: readonly ReliabilityGrowth[]
  /** Of the machine, before anything was measured: over the last minute. */
  readonly load: number
}

export function pageOf({ exports, reports, codings, reliability, load }: Evidence): string {
  return `# Benchmarks of evidence

Written by \`npm run bench:evidence\`, which takes about five minutes, on Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), at a load of
${load.toFixed(1)} before it began. Each number comes from a process of its own; ratios are to a baseline of the same minute. On a shared machine single times say little:
rerun it on yours.

## Exports

Runs of 1,000 turns of talk, a message and a decision in each. A row is one of a table; of transcripts and wide files, which are none, a message or a
decision. The baseline reads all rows of all tables and does nothing with them.

${table(
  ['messages', 'format', 'rows/s', 'of the bare read’s', 'bytes a row', 'peak memory, MB'],
  exports.map((one) => [
    whole(one.messages),
    one.format,
    whole(one.rowsPerSecond),
    one.ratio.toFixed(2),
    one.bytesPerRow.toFixed(0),
    String(one.peakMb),
  ]),
)}
## Reports

\`coterie report\` of matches of ${REPORT_ROUNDS} rounds in two treatments, the start of the process included. The baseline is a process that reads every decision and payoff and
does nothing with them.

${table(
  [
    'runs',
    'record, MB',
    'bare read, s',
    'report, s',
    'as a multiple',
    'with --html, s',
    'with --all, s',
    'peak memory, MB',
  ],
  reports.map((one) => [
    whole(one.runs),
    one.recordMb.toFixed(0),
    one.bareSeconds.toFixed(1),
    one.seconds.toFixed(1),
    one.ratio.toFixed(1),
    one.pageSeconds.toFixed(1),
    one.allSeconds.toFixed(1),
    String(one.peakMb),
  ]),
)}
## Codings

Messages of the same talk, each with two codes by rules and by three people. _Rules_ are those of \`coterie code\`. _Written_ is into the ledger, beside plain inserts of the same
rows into a table without keys, in transactions as large. _Read_ is the whole view \`codings\`; _settled_ the same once an adjudication by majority stands. _Agree_ is
\`coterie agree\`: all coefficients of both codes with 2,000 replicates over runs, beside that read. _QDPX_ is a REFI-QDA project with all of them, in MB of what it
holds unpacked.

${table(
  ['', ...codings.map((one) => `${whole(one.codings)} codings`)],
  CODING_LINES.map(([name, tell]) => [name, ...codings.map(tell)]),
)}
## Reliability

\`coterie agree\` of a CSV file: one code of five ordered categories, four coders, a twentieth of the values missing; all coefficients, and 2,000 bootstrap replicates with the
jackknife, over units and over clusters of 50 units. The baseline parses every record of the file and keeps nothing.

${table(
  [
    'codings',
    'bare pass, s',
    'read and worked out, s',
    'replicates over units, s',
    'over clusters, s',
    'all as a multiple',
    'peak memory, MB',
  ],
  reliability.map((one) => [
    whole(one.codings),
    one.passSeconds.toFixed(2),
    one.readSeconds.toFixed(2),
    one.unitsSeconds.toFixed(2),
    one.clustersSeconds.toFixed(2),
    one.ratio.toFixed(1),
    String(one.peakMb),
  ]),
)}`
}

type Line = readonly [name: string, tell: (one: CodingGrowth) => string]

const CODING_LINES: readonly Line[] = [
  ['rules, units/s', (one) => whole(one.ruledUnitsPerSecond)],
  ['rules, peak memory, MB', (one) => String(one.rulesPeakMb)],
  ['written, codings/s', (one) => whole(one.writtenPerSecond)],
  ['written, of the plain inserts’', (one) => one.writeRatio.toFixed(2)],
  ['bytes a coding', (one) => one.bytesPerCoding.toFixed(0)],
  ['read, rows/s', (one) => whole(one.readPerSecond)],
  ['settled, rows/s', (one) => whole(one.settledPerSecond)],
  ['agree, s', (one) => one.agreeSeconds.toFixed(1)],
  ['agree, of the read’s time', (one) => one.agreeRatio.toFixed(1)],
  ['agree, peak memory, MB', (one) => String(one.agreePeakMb)],
  ['QDPX, MB', (one) => one.qdpxMb.toFixed(0)],
  ['QDPX, MB/s', (one) => one.qdpxMbPerSecond.toFixed(1)],
  ['QDPX, peak memory, MB', (one) => String(one.qdpxPeakMb)],
]

function whole(number: number): string {
  return Math.round(number).toLocaleString('en')
}
