/** What was exported comes in again as it was: the same runs, ticks, entries and hashes, and the same files when it is exported once more. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileWriter } from '../../io/files/write-files.ts'
import { p1, samplePlan } from '../../io/store/testing/sample-plan.ts'
import { FINISHED, putRun, sampleTicks } from '../../io/store/testing/sample-record.ts'
import { runIdOf } from '../../record/plan.ts'
import { RecordHash } from '../../record/record-hash.ts'
import { contentOf } from '../../record/tick.ts'
import { exportRecord, parseFormats } from '../../study/export/export-record.ts'
import { openSqliteStore, openSqliteTables } from '../adapters.ts'
import { loadExperiment } from '../load-experiment.ts'
import { runExperiment } from '../run-experiment.ts'
import { importFiles } from './import-files.ts'
import { makeScratch, trustFiles, warroomFiles } from './testing/files.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
let folders = 0

/** Exports a record into a folder of its own. */
async function exported(db: string, formats: string): Promise<string> {
  const out = join(scratch.path, `out-${folders++}`)
  const store = openSqliteStore(db, 'read')
  const tables = openSqliteTables(db)
  await exportRecord({ store, tables }, parseFormats(formats), fileWriter(out))
  tables.close()
  store.close()
  return out
}

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
}

/** Every run with all its ticks, as the store gives them. */
function recordsIn(db: string): unknown {
  const store = openSqliteStore(db, 'read')
  try {
    return store
      .runs()
      .map((run) => ({ ...run, all: [...store.ticks(run.runId)] }))
      .sort((a, b) => (a.runId < b.runId ? -1 : 1))
  } finally {
    store.close()
  }
}

const db = (name: string): string => join(scratch.path, `${name}.sqlite`)

const LLM = `experiment: tables
scenario: matrix-game
parameters: { game: chicken, rounds: 4 }
cast: { row: { policy: llm, model: simulated/mixed, persona: "=1+1 is what I say" }, column: alternator }
factors: { parameters.framing: [neutral, community] }
replicates: 2
`

beforeAll(async () => {
  const [warroom, trust] = [warroomFiles(), trustFiles()].map((texts) =>
    [...texts].map(([name, text]) => scratch.write(name, text)),
  )
  await importFiles(warroom!, { db: db('warroom') })
  await importFiles(trust!, { db: db('trust') })
  await runExperiment(await loadExperiment(scratch.write('llm.yaml', LLM)), { db: db('llm') })
  const chat =
    'who,said,dyad,when,stage\n"=cmd",,g1,12:30,0\nAda,"a\r\nb",g1,12:31,1\n__proto__,@x,"../../g2",,\n'
  await importFiles([scratch.write('chat.csv', chat)], {
    db: db('chat'),
    map: 'speaker=who,text=said,run=dyad,time=when,round=stage',
  })
  const store = openSqliteStore(db('hard'), 'write')
  putRun(store, samplePlan({ treatment: '=1+1' }), sampleTicks())
  putRun(store, samplePlan({ replicate: 2, treatment: '' }), [
    ...sampleTicks(),
    {
      tick: 2,
      round: 3,
      content: contentOf('\'=a,"b"\r', [{ kind: 'payoff-awarded', to: p1, points: 1 }]),
    },
  ])
  store.close()
})

/** The table that is named, and what all of its neighbours are written as. */
const FIRSTS = [
  ['entries.jsonl', 'jsonl'],
  ['messages.csv', 'csv'],
] as const

describe.each(['warroom', 'trust', 'llm', 'chat', 'hard'])('the record %s', (name) => {
  test('comes in again by a table of JSON Lines or CSV, and goes out again to the byte', async () => {
    const all = await exported(db(name), 'csv,jsonl,txt,md')
    for (const [first, format] of FIRSTS) {
      const out = await exported(db(name), format)
      const again = db(`${name}-${format}`)
      await importFiles([join(out, first)], { db: again })
      expect(recordsIn(again)).toEqual(recordsIn(db(name)))
      if (format === 'csv')
        expect(filesIn(await exported(again, 'csv,jsonl,txt,md'))).toEqual(filesIn(all))
    }
  })
})

test('any table of an export will do, if it is said to be ours', async () => {
  const out = await exported(db('llm'), 'csv')
  await importFiles([join(out, 'decisions.csv')], { db: db('llm-decisions'), format: 'coterie' })
  expect(recordsIn(db('llm-decisions'))).toEqual(recordsIn(db('llm')))
})

test('an entry table by itself is enough', async () => {
  const out = await exported(db('llm'), 'jsonl')
  const alone = scratch.write('alone/mine.jsonl', readFileSync(join(out, 'entries.jsonl')))
  await importFiles([alone], { db: db('alone') })
  const hashes = (place: string): unknown =>
    (recordsIn(place) as { recordHash: string; all: unknown }[]).map(({ recordHash, all }) => [
      recordHash,
      all,
    ])
  expect(hashes(db('alone'))).toEqual(hashes(db('llm')))
})

test('a fork comes in with its parent, and refers to it as before', async () => {
  const [first, second] = sampleTicks()
  const parent = samplePlan({ replicate: 5 })
  const plan = { ...parent, seed: 8, fork: { parent: runIdOf(parent), tick: 1 } }
  const own = {
    ...second!,
    content: contentOf('talking', [{ kind: 'payoff-awarded', to: p1, points: 9 }]),
  }
  const hash = new RecordHash()
  hash.start({ kind: 'run-started', semantics: 1, plan: parent })
  for (const tick of [first!, own]) hash.tick(tick)
  hash.end(FINISHED)
  const store = openSqliteStore(db('fork'), 'write')
  putRun(store, parent)
  store.begin(runIdOf(plan), plan, 1, '2026-01-01T00:00:00.000Z')
  store.append(runIdOf(plan), own, [])
  store.end(runIdOf(plan), FINISHED, hash.digest(), '2026-01-01T00:00:01.000Z')
  store.close()

  const out = await exported(db('fork'), 'csv')
  await importFiles([join(out, 'entries.csv')], { db: db('forked') })
  expect(recordsIn(db('forked'))).toEqual(recordsIn(db('fork')))
  expect(recordsIn(db('forked'))).toHaveLength(2)

  const bare = scratch.write('bare/entries.csv', readFileSync(join(out, 'entries.csv')))
  await expect(importFiles([bare], { db: db('bare') })).rejects.toThrow(
    /put the table of runs .* beside it/,
  )
})

describe('an export that was changed is refused', () => {
  const changed = async (name: string, change: (text: string) => string): Promise<void> => {
    const out = await exported(db('llm'), 'jsonl')
    const path = join(out, name)
    scratch.write(
      `${out.slice(scratch.path.length + 1)}/${name}`,
      change(readFileSync(path, 'utf8')),
    )
    await importFiles([join(out, 'entries.jsonl')], { db: db(`changed-${folders}`) })
  }
  const line = (text: string, n: number): string => text.split('\n')[n]!

  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'a word in an entry',
      'entries.jsonl',
      (t) => t.replace('"valid"', '"reasked"'),
      /is not what was exported: its record hash is/,
    ],
    [
      'an entry is missing',
      'entries.jsonl',
      (t) => t.replace(`${line(t, 3)}\n`, ''),
      /entry 4 of run_\w+ comes where entry 3 should/,
    ],
    ['a run is there twice', 'entries.jsonl', (t) => t + t, /is there twice/],
    [
      'a plan was changed',
      'entries.jsonl',
      (t) => t.replaceAll('chicken', 'stag-hunt'),
      /is not the hash of its plan|hash is/,
    ],
    [
      'an entry of no kind',
      'entries.jsonl',
      (t) => t.replaceAll('"decision-asked"', '"decision-wished"'),
      /body\.kind/,
    ],
    [
      'a kind beside another entry',
      'entries.jsonl',
      (t) => t.replace('"decision-asked"', '"decision-taken"'),
      /"kind" is "decision-taken", and the entry in "body" is "decision-asked"/,
    ],
    [
      'a hash in the table of runs',
      'runs.jsonl',
      (t) => t.replace(/"record_hash":"\w{4}/, '"record_hash":"0000'),
      /is not what was exported/,
    ],
  ])('%s', async (_what, name, change, complaint) => {
    await expect(changed(name, change)).rejects.toThrow(complaint)
  })
})
