/**
 * What becomes of records: exports, reports, codings and their reliability. Writes docs/benchmarks-evidence.md; with `--quick` measures a tenth of it and
 * writes nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchCodings } from './codings.ts'
import { pageOf } from './evidence-page.ts'
import { benchExports } from './exports.ts'
import { benchReliability } from './reliability.ts'
import { benchReports } from './reports.ts'

const IS_QUICK = process.argv.includes('--quick')
const sizes = (...full: readonly number[]): number[] =>
  IS_QUICK ? full.map((size) => size / 10) : [...full]

const [load = 0] = loadavg()
if (load > 1 && !IS_QUICK)
  console.error(`The load of this machine is ${load.toFixed(1)}: seconds will be too many.`)

const folder = mkdtempSync(join(tmpdir(), 'coterie-bench-'))
try {
  console.error('exports …')
  const [some, many] = sizes(100_000, 1_000_000) as [number, number]
  const exports = [
    ...benchExports(folder, [some]),
    ...benchExports(folder, [many], ['csv', 'parquet', 'txt']),
  ]
  console.error('reports …')
  const reports = benchReports(folder, sizes(10_000, 100_000))
  console.error('codings …')
  const codings = benchCodings(folder, sizes(100_000, 1_000_000))
  console.error('reliability …')
  const reliability = benchReliability(folder, sizes(100_000, 1_000_000))
  const page = pageOf({ exports, reports, codings, reliability, load })
  if (!IS_QUICK) writeFileSync(new URL('../docs/benchmarks-evidence.md', import.meta.url), page)
  console.log(page)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
