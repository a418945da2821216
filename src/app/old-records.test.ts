/** A record that the first version of the tables was written for: read, exported, reported and replayed as it is, and gone on with. */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrations } from '../io/store/migrations.ts'
import type { Row } from '../io/store/tables.ts'
import { makeFolder, type Folder } from './cli/testing/command.ts'
import { loadExperiment } from './load-experiment.ts'
import { replayRecord } from './replay-record.ts'
import { runExperiment, type RunReport } from './run-experiment.ts'
import { hashesOf, reportIn, rowsIn } from './testing/served-play.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../io/store/testing/${name}`, import.meta.url))
const YAML = readFileSync(fixture('version-1.yaml'), 'utf8')
const THREE = YAML.replace('replicates: 2', 'replicates: 3')

const folders: Folder[] = []
const scratch = mkdtempSync(join(tmpdir(), 'coterie-old-'))
/** What today's version makes of the same experiment, with one run more. */
let today: { readonly db: string; readonly report: RunReport }
beforeAll(async () => {
  const [file, db] = [join(scratch, 'three.yaml'), join(scratch, 'today.sqlite')]
  writeFileSync(file, THREE)
  today = { db, report: await runExperiment(await loadExperiment(file), { db }) }
})
afterAll(() => {
  for (const folder of folders) folder.remove()
  rmSync(scratch, { recursive: true, force: true })
})

/** A folder with a copy of the old record. */
function copied(): { folder: Folder; db: string } {
  const folder = makeFolder()
  folders.push(folder)
  const db = join(folder.path, 'old.sqlite')
  copyFileSync(fixture('version-1.sqlite'), db)
  folder.write({ 'version-1.yaml': YAML, 'three.yaml': THREE })
  return { folder, db }
}

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex')

function schemaOf(db: string): unknown {
  const file = new Database(db, { readonly: true })
  try {
    return file.pragma('user_version', { simple: true })
  } finally {
    file.close()
  }
}

/** Rows of some runs, without what the clock says. */
function timeless(db: string, table: string, runIds: ReadonlySet<unknown>): Row[] {
  const clock = ['started_at', 'ended_at', 'latency_ms']
  return rowsIn(db, table)
    .filter(({ run_id: runId }) => runIds.has(runId))
    .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !clock.includes(name))))
}

const TABLES = ['runs', 'participants', 'decisions', 'payoffs', 'observations', 'calls', 'entries']

test('it is of the first version, and today plays the same experiment to the same hashes', () => {
  expect(schemaOf(fixture('version-1.sqlite'))).toBe(1)
  expect(migrations.length).toBeGreaterThan(1)
  const old = rowsIn(fixture('version-1.sqlite'), 'runs')
  const hashes = hashesOf(today.report)
  expect(old).toHaveLength(2)
  for (const { run_id: runId, record_hash: hash } of old) expect(hashes[String(runId)]).toBe(hash)
})

test('show, report, export and replay read it, tell what today’s version tells, and change no byte of it', async () => {
  const { folder, db } = copied()
  const before = sha256(db)
  const files = readdirSync(folder.path).sort()
  const said = await Promise.all([
    folder.here('show', 'old.sqlite', '--json'),
    folder.here('report', 'old.sqlite', '--json'),
    folder.here('replay', 'old.sqlite', '--json'),
    folder.here('export', 'old.sqlite', '--format', 'csv,jsonl,txt,md', '--out', 'tables'),
  ])
  for (const { code, stderr } of said) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [show, report, replay] = said.map(({ stdout }) => stdout)
  const ids = rowsIn(db, 'runs').map(({ run_id: runId }) => runId)
  const shown = JSON.parse(show ?? '') as { runs: { run_id: string; record_hash: string }[] }
  expect(shown.runs.map(({ run_id }) => run_id).sort()).toEqual(ids)
  for (const { run_id: runId, record_hash: hash } of shown.runs)
    expect(hash).toBe(hashesOf(today.report)[runId])
  expect(JSON.parse(replay ?? '')).toMatchObject({ runs: 2, identical: 2 })
  expect(JSON.parse(report ?? '')).toMatchObject({
    attrition: [{ treatment: 'all', runs: { started: 2, completed: 2 }, decisions: { asked: 8 } }],
  })

  const exported = join(folder.path, 'tables')
  for (const table of TABLES) {
    const rows = readFileSync(join(exported, `${table}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
    expect(rows).toHaveLength(rowsIn(db, table).length)
    expect(timeless(db, table, new Set(ids))).toEqual(timeless(today.db, table, new Set(ids)))
  }
  expect(readdirSync(exported).filter((name) => name.endsWith('.txt'))).toHaveLength(2)

  expect(sha256(db)).toBe(before)
  rmSync(exported, { recursive: true })
  expect(readdirSync(folder.path).sort()).toEqual(files)
})

test('run with one replicate more brings it to today’s tables in its place and plays that one', async () => {
  const { folder, db } = copied()
  const old = rowsIn(db, 'runs')
  const ids = new Set(old.map(({ run_id: runId }) => runId))
  const run = await folder.here('run', 'three.yaml', '--db', 'old.sqlite', '--json')
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(run.stdout)).toMatchObject({
    runs: 3,
    played: 1,
    kept: 2,
    left: 0,
    record_hashes: hashesOf(today.report),
  })
  expect(schemaOf(db)).toBe(migrations.length)
  // What was there stands as it stood, down to its wall times.
  expect(rowsIn(db, 'runs').filter(({ run_id: runId }) => ids.has(runId))).toEqual(old)
  const all = new Set(rowsIn(db, 'runs').map(({ run_id: runId }) => runId))
  expect(all.size).toBe(3)
  for (const table of TABLES)
    expect(timeless(db, table, all)).toEqual(timeless(today.db, table, all))
  const { results, faults, missing } = await replayRecord(db)
  expect(results.map(({ replayed }) => replayed.kind)).toEqual([
    'identical',
    'identical',
    'identical',
  ])
  expect({ faults, missing }).toEqual({ faults: [], missing: 0 })
  expect(reportIn(db).attrition[0]?.runs).toMatchObject({ planned: 3, completed: 3 })
})

test('run with another seed is refused with the difference, and its runs stay', async () => {
  const { folder, db } = copied()
  const old = rowsIn(db, 'runs')
  folder.write({ 'other.yaml': YAML.replace('seed: 7', 'seed: 8') })
  const loaded = await loadExperiment(join(folder.path, 'other.yaml'))
  await expect(runExperiment(loaded, { db })).rejects.toThrow(/seed: 7 → 8/)
  expect(rowsIn(db, 'runs')).toEqual(old)
})
