/** Krippendorff's alpha with 2,000 bootstrap replicates as codings grow. Each size is worked out in a process of its own. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Streams } from '../src/base/random.ts'

export interface ReliabilityGrowth {
  readonly codings: number
  /** Seconds of a plain pass over the rows of the file: every record parsed, nothing kept. */
  readonly passSeconds: number
  /** Seconds to read the table and to work out all coefficients. */
  readonly readSeconds: number
  /** Seconds of 2,000 replicates over units, and of the jackknife; and over clusters of 50 units. */
  readonly unitsSeconds: number
  readonly clustersSeconds: number
  /** All of it (over units) as a multiple of the plain pass. */
  readonly ratio: number
  /** Peak resident memory of the whole process, MB. */
  readonly peakMb: number
}

/** Tables of 10⁴, 10⁵ and 10⁶ codings: four coders, five ordered categories, a twentieth of the values missing. */
export function benchReliability(
  folder: string,
  sizes: readonly number[] = [10_000, 100_000, 1_000_000],
): ReliabilityGrowth[] {
  return sizes.map((codings) => {
    const path = `${folder}/codings-${codings}.csv`
    writeTable(path, codings)
    const told = execFileSync(process.execPath, [
      fileURLToPath(import.meta.url),
      path,
      String(codings),
    ])
    return JSON.parse(told.toString()) as ReliabilityGrowth
  })
}

function writeTable(path: string, codings: number): void {
  const random = new Streams(1).stream('codings')
  const lines = ['unit,coder,code,value,run']
  for (let unit = 0; unit < codings / 4; unit++) {
    const truth = 1 + random.below(5)
    for (let coder = 0; coder < 4; coder++) {
      const value = random.chance(0.7) ? truth : 1 + random.below(5)
      const run = Math.floor(unit / 50)
      lines.push(`u${unit},coder${coder},warmth,${random.chance(0.05) ? '' : value},r${run}`)
    }
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
}

if (import.meta.main) {
  const { agreeCsv, inSmallPieces } = await import('../src/app/agree-csv.ts')
  const { csvRecords } = await import('../src/app/import/table-rows.ts')
  const { sourceFile } = await import('../src/app/import/source-file.ts')
  const { reliabilityOf } = await import('../src/study/reliability/reliability-of.ts')
  const [path = '', codings = ''] = process.argv.slice(2)
  let start = performance.now()
  const lap = (): number => {
    const seconds = (performance.now() - start) / 1_000
    start = performance.now()
    return seconds
  }
  const { table } = await agreeCsv(path, 'run')
  const ratings = table.ratings('warmth', { level: 'ordinal' })
  reliabilityOf(ratings)
  const readSeconds = lap()
  const resampling = { replicates: 2_000, random: new Streams(1).stream('bench') }
  reliabilityOf(ratings, { ...resampling, byCluster: false })
  const unitsSeconds = lap()
  reliabilityOf(ratings, { ...resampling, byCluster: true })
  const clustersSeconds = lap()
  // Before the plain pass: its garbage is not what reliability needs.
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1_024)
  let cells = 0
  lap()
  for await (const record of csvRecords(inSmallPieces(sourceFile(path))))
    cells += record.cells.length
  const passSeconds = lap()
  const growth: ReliabilityGrowth = {
    codings: Math.min(Number(codings), cells),
    passSeconds,
    readSeconds,
    unitsSeconds,
    clustersSeconds,
    ratio: (readSeconds + unitsSeconds) / passSeconds,
    peakMb,
  }
  console.log(JSON.stringify(growth))
}
