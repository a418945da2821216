/** A ledger of codings as it grows to 10⁶: written, read, settled, agreed upon, exported to REFI-QDA. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { unzipSync } from 'fflate'
import { Streams } from '../src/base/random.ts'
import { openSqliteLedger, openSqliteStore, openSqliteTables } from '../src/app/adapters.ts'
import { agree } from '../src/app/agree.ts'
import { codeRecord } from '../src/app/code-record.ts'
import { QDA_FORMATS } from '../src/app/codings/qda-formats.ts'
import { fileWriter } from '../src/io/files/write-files.ts'
import type { Ledger } from '../src/io/store/ledger.ts'
import type { UnitCoded, UnitCut } from '../src/record/coding-entries.ts'
import { CodebookFile, codebookFixed, codebookOf } from '../src/study/coding/codebook.ts'
import { exportRecord, parseFormats } from '../src/study/export/export-record.ts'
import { remove } from './matches.ts'
import { makeTalk } from './talk-record.ts'

export interface CodingGrowth {
  readonly codings: number
  /** Units a second that are cut, read and coded by two rules, everything included. */
  readonly ruledUnitsPerSecond: number
  readonly rulesPeakMb: number
  /** Codings a second into the ledger, and as a multiple of plain inserts of the same rows. */
  readonly writtenPerSecond: number
  readonly writeRatio: number
  readonly bytesPerCoding: number
  /** Rows a second of the whole view `codings`: those of coders alone, and with those that an adjudication settles. */
  readonly readPerSecond: number
  readonly settledPerSecond: number
  /** All coefficients of both codes, 2,000 replicates over runs, reading included; and as a multiple of that read. */
  readonly agreeSeconds: number
  readonly agreeRatio: number
  /** Peak resident memory of the process, MB; so of the others. */
  readonly agreePeakMb: number
  /** A REFI-QDA project with all codings, in MB of what it holds unpacked. */
  readonly qdpxMb: number
  readonly qdpxMbPerSecond: number
  readonly qdpxPeakMb: number
}

const CODES = ['short', 'urging']
/** Beside the rules. */
const PEOPLE = ['anna', 'berta', 'chris']
const CODINGS_PER_UNIT = CODES.length * (PEOPLE.length + 1)
/** Units. */
const ONE_TRANSACTION = 1_000

const codebook = codebookOf(
  CodebookFile.parse({
    codebook: 'bench',
    version: '1',
    codes: {
      short: { definition: 'Few words.', rule: { words: { under: 25 } } },
      urging: { definition: 'It urges.', rule: { terms: ['should', 'must', 'short*'], least: 2 } },
    },
  }),
)

/** Ledgers of so many codings, an eighth as many messages: two codes, rules and three people, a tenth of the values of people not those of the rules. */
export function benchCodings(
  folder: string,
  sizes: readonly number[] = [100_000, 1_000_000],
): CodingGrowth[] {
  return sizes.map((codings) => {
    const path = `${folder}/ledger-${codings}.sqlite`
    const growth = measure(path, codings)
    remove(path)
    return growth
  })
}

/** What three people say of units that the rules have coded. */
function peopleSay(ledger: Ledger): { units: UnitCut[]; said: UnitCoded[] } {
  const random = new Streams(1).stream('people')
  const units = [...ledger.units()]
  const said = units.flatMap(({ unit }) =>
    PEOPLE.flatMap((coder) =>
      CODES.map((code): UnitCoded => ({
        ...{ kind: 'unit-coded', codebook: codebook.hash, code, unit, coder, version: 1 },
        ...{ value: Number(random.chance(0.1)), why: null, rationale: 'as it reads' },
        ...{ confidence: null, spans: [] },
      })),
    ),
  )
  return { units, said }
}

function writeAll(ledger: Ledger, units: readonly UnitCut[], said: readonly UnitCoded[]): void {
  ledger.add([
    codebookFixed(codebook),
    ...PEOPLE.map(
      (name) => ({ kind: 'coder-named', name, coderKind: 'human', definition: {} }) as const,
    ),
  ])
  const each = said.length / units.length
  for (let from = 0; from < units.length; from += ONE_TRANSACTION)
    ledger.add(said.slice(from * each, (from + ONE_TRANSACTION) * each))
}

/** The same rows into a table without keys, in transactions as large. */
function plainInserts(path: string, said: readonly UnitCoded[]): void {
  const db = new Database(path)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  db.exec('create table said (unit text, code text, coder text, value integer, rationale text)')
  const insert = db.prepare('insert into said values (?, ?, ?, ?, ?)')
  const rows = ONE_TRANSACTION * PEOPLE.length * CODES.length
  for (let from = 0; from < said.length; from += rows)
    db.transaction(() => {
      for (const { unit, code, coder, value, rationale } of said.slice(from, from + rows))
        insert.run(unit, code, coder, value, rationale)
    })()
  db.close()
  remove(path)
}

function readView(path: string): number {
  const tables = openSqliteTables(path)
  let rows = 0
  for (const _ of tables.cells?.('codings') ?? []) rows++
  tables.close()
  return rows
}

/** MB of all files of the project. */
async function exportQdpx(path: string): Promise<() => number> {
  const out = `${path}-qda`
  const [store, tables] = [openSqliteStore(path, 'read'), openSqliteTables(path)]
  const formats = parseFormats('qdpx', QDA_FORMATS)
  const [name = ''] = await exportRecord({ store, tables }, formats, fileWriter(out))
  store.close()
  tables.close()
  return () => {
    let bytes = 0
    const filter = ({ originalSize }: { originalSize: number }): boolean => {
      bytes += originalSize
      return false
    }
    unzipSync(readFileSync(`${out}/${name}`), { filter })
    rmSync(out, { recursive: true })
    return bytes / 1e6
  }
}

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024)
}

async function timed<T>(work: () => T | Promise<T>): Promise<[T, seconds: number]> {
  const start = performance.now()
  const made = await work()
  return [made, (performance.now() - start) / 1_000]
}

/** What is measured of a record, each in a process of its own: none pays for another's memory. */
const STEPS = {
  rules: async (path: string) => {
    const [report, seconds] = await timed(() => codeRecord({ db: path, codebook, rules: true }))
    return { perSecond: report.units / seconds, peakMb: peakMb() }
  },
  people: async (path: string) => {
    const ledger = openSqliteLedger(path, 'write')
    const { units, said } = peopleSay(ledger)
    const [, written] = await timed(() => writeAll(ledger, units, said))
    ledger.close()
    const [, inserted] = await timed(() => plainInserts(`${path}-plain`, said))
    return { perSecond: said.length / written, ratio: inserted / written }
  },
  settle: (path: string) => {
    const ledger = openSqliteLedger(path, 'write')
    const majority = { name: 'most', codebook: codebook.hash, rule: 'majority' } as const
    ledger.add([{ kind: 'adjudication-declared', ...majority, coders: PEOPLE }])
    ledger.close()
    return {}
  },
  read: async (path: string) => {
    const [rows, seconds] = await timed(() => readView(path))
    return { rows, seconds, perSecond: rows / seconds }
  },
  agree: async (path: string) => {
    const [, seconds] = await timed(() => agree(path, { replicates: 2_000, seed: 1 }))
    return { seconds, peakMb: peakMb() }
  },
  qdpx: async (path: string) => {
    const [sizeOf, seconds] = await timed(() => exportQdpx(path))
    // The project is held whole to be weighed: not what its export needs.
    const peak = peakMb()
    const mb = sizeOf()
    return { mb, perSecond: mb / seconds, peakMb: peak }
  },
} as const

type Steps = typeof STEPS

function step<K extends keyof Steps>(name: K, path: string): Awaited<ReturnType<Steps[K]>> {
  const told = execFileSync(process.execPath, [fileURLToPath(import.meta.url), name, path])
  return JSON.parse(told.toString()) as Awaited<ReturnType<Steps[K]>>
}

function measure(path: string, codings: number): CodingGrowth {
  makeTalk(path, codings / CODINGS_PER_UNIT)
  const before = statSync(path).size
  const rules = step('rules', path)
  const people = step('people', path)
  const bytes = statSync(path).size - before
  const read = step('read', path)
  const agreed = step('agree', path)
  step('settle', path)
  const settled = step('read', path)
  const qdpx = step('qdpx', path)
  return {
    codings: read.rows,
    ruledUnitsPerSecond: rules.perSecond,
    rulesPeakMb: rules.peakMb,
    writtenPerSecond: people.perSecond,
    writeRatio: people.ratio,
    bytesPerCoding: bytes / read.rows,
    readPerSecond: read.perSecond,
    settledPerSecond: settled.perSecond,
    agreeSeconds: agreed.seconds,
    agreeRatio: agreed.seconds / read.seconds,
    agreePeakMb: agreed.peakMb,
    qdpxMb: qdpx.mb,
    qdpxMbPerSecond: qdpx.perSecond,
    qdpxPeakMb: qdpx.peakMb,
  }
}

if (import.meta.main) {
  const [name = '', path = ''] = process.argv.slice(2)
  console.log(JSON.stringify(await STEPS[name as keyof Steps](path)))
}
