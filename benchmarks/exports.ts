/** Exports of long talks: rows a second beside a bare read of the same rows, and memory as the record grows. Each size is exported in a process of its own. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSqliteStore, openSqliteTables } from '../src/app/adapters.ts'
import { fileWriter } from '../src/io/files/write-files.ts'
import type { Tables } from '../src/io/store/tables.ts'
import { exportRecord, parseFormats } from '../src/study/export/export-record.ts'
import { remove } from './matches.ts'
import { median } from './measure.ts'
import { makeTalk, TURNS } from './talk-record.ts'

export interface Exports {
  /** So many messages and so many decisions. */
  readonly messages: number
  readonly format: string
  /** Rows of all tables; for what is no table, messages and decisions. */
  readonly rowsPerSecond: number
  /** Its speed as a multiple of a bare read of all rows of all tables. */
  readonly ratio: number
  /** Peak resident memory of the whole process, MB. */
  readonly peakMb: number
  /** Of all files. */
  readonly bytesPerRow: number
}

const FORMATS = ['csv', 'jsonl', 'parquet', 'wide', 'otree', 'txt', 'html']

/** Exports records of 10⁵ and 10⁶ messages, and as many decisions. */
export function benchExports(
  folder: string,
  sizes: readonly number[] = [100_000, 1_000_000],
  formats: readonly string[] = FORMATS,
): Exports[] {
  return sizes.flatMap((messages) => {
    const path = join(folder, `exports-${messages}.sqlite`)
    if (!existsSync(path)) makeTalk(path, messages)
    const all = formats.map((format) => {
      const told = execFileSync(process.execPath, [
        fileURLToPath(import.meta.url),
        path,
        format,
        join(folder, 'exported'),
      ])
      return { messages, ...(JSON.parse(told.toString()) as Omit<Exports, 'messages'>) }
    })
    remove(path)
    return all
  })
}

function bareRead(tables: Tables): number {
  let rows = 0
  for (const table of tables.names) for (const _ of tables.rows(table)) rows++
  return rows
}

const isTables = (format: string): boolean => ['csv', 'jsonl', 'parquet'].includes(format)

async function measure(
  path: string,
  format: string,
  out: string,
): Promise<Omit<Exports, 'messages'>> {
  const store = openSqliteStore(path, 'read')
  const tables = openSqliteTables(path)
  const [bare, taken]: [number[], number[]] = [[], []]
  // In turn, so that a busy minute is everybody's; more often where it is quick.
  const turns = statSync(path).size > 2e8 ? 1 : 3
  let all = 0
  let bytes = 0
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now()
    all = bareRead(tables)
    const read = performance.now()
    await exportRecord({ store, tables }, parseFormats(format), fileWriter(out))
    bare.push(read - start)
    taken.push(performance.now() - read)
    bytes = readdirSync(out).reduce((sum, name) => sum + statSync(join(out, name)).size, 0)
    rmSync(out, { recursive: true, force: true })
  }
  const events = store.runs().length * TURNS * 2
  store.close()
  tables.close()
  const rows = isTables(format) ? all : events
  return {
    format,
    rowsPerSecond: Math.round((rows / median(taken)) * 1_000),
    ratio: rows / median(taken) / (all / median(bare)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    bytesPerRow: bytes / rows,
  }
}

if (import.meta.main) {
  const [path = '', format = '', out = ''] = process.argv.slice(2)
  console.log(JSON.stringify(await measure(path, format, out)))
}
