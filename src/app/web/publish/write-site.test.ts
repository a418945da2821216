/** A static site answers all that a server would, from few files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf } from '../../../study/viewing/answer-file.ts'
import { loadExperiment } from '../../load-experiment.ts'
import { runExperiment } from '../../run-experiment.ts'
import type { Question } from '../questions/question.ts'
import { questions } from '../questions/questions.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { stepsOf, wantedAnswers } from './site-answers.ts'
import { writeSite } from './write-site.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-site-'))
const dir = join(folder, 'site')
const assets = { script: () => Promise.resolve('script'), style: () => 'style' }
let records: Records
let record: Opened
let steps = { all: 0, done: 0 }

const written = (wanted: readonly Question[], stop = new AbortController().signal) =>
  writeSite({
    records: [record],
    questions: wanted,
    assets,
    dir,
    progress: {
      start: (all) => (steps = { all, done: 0 }),
      advance: (some) => (steps.done += some),
    },
    stop,
  })

beforeAll(async () => {
  const db = join(folder, 'berg.sqlite')
  await runExperiment(await loadExperiment('scenarios/trust-game/experiments/berg.yaml'), { db })
  records = openRecords([db])
  record = records.named('berg')
})
afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

function load(name: string): Promise<unknown> {
  let handed = ''
  runInNewContext(readFileSync(join(dir, 'data', `${name}.js`), 'utf8'), {
    coterieHands: (as: string, packed: string) => {
      expect(as).toBe(name)
      handed = gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')
    },
  })
  return Promise.resolve(JSON.parse(handed))
}

describe('the answers of a site', () => {
  const all = (): string[] =>
    [...wantedAnswers(record, questions, () => {})].map(({ path }) => path)

  test('are those of every question, each once', () => {
    const paths = all()
    expect(new Set(paths).size).toBe(paths.length)
    const count = questions.reduce((sum, one) => sum + [...one.instances(record)].length, 0)
    expect(paths).toHaveLength(count)
  })

  test('of a run stand together', () => {
    const runs = all().flatMap((path) => /^records\/berg\/run\/(run_\w+)/.exec(path)?.[1] ?? [])
    const changes = runs.filter((run, i) => run !== runs[i - 1])
    expect(changes).toEqual(record.store.runs().map(({ runId }) => runId))
  })

  test('have to be listed in the order of runs', () => {
    const other: Question = {
      path: 'run/:run/other',
      answer: () => null,
      instances: ({ store }) =>
        store
          .runs()
          .toReversed()
          .map(({ runId }) => ({ run: runId })),
    }
    expect(() => [...wantedAnswers(record, [other], () => {})]).toThrow(
      'run/:run/other: answers of',
    )
  })
})

describe('a site', () => {
  test('answers what a server answers', async () => {
    const site = await written(questions)
    expect(steps).toEqual({ all: Math.round(stepsOf(record)), done: steps.all })
    const index = readFileSync(join(dir, 'index.html'), 'utf8')
    const indexes = Number(/indexes&quot;:(\d+)/.exec(index)?.[1])
    expect(await answerOf('records', indexes, load)).toEqual([{ id: 'berg', path: 'berg.sqlite' }])
    let asked = 0
    for (const { path, question, given } of wantedAnswers(record, questions, () => {})) {
      if (asked++ % 9 !== 0 && question.path.includes(':run')) continue
      // Commands of pages name the record by its file alone.
      const answer = JSON.stringify(await question.answer(record, given, {}))
      const told: unknown = JSON.parse(answer.replaceAll(record.path, 'berg.sqlite'))
      expect(await answerOf(path, indexes, load)).toEqual(told)
    }
    expect(asked).toBeGreaterThan(300)
    expect(site?.files).toBe(readdirSync(dir, { recursive: true }).length - 3)
    expect(site?.files).toBeLessThan(asked / 10)
  })

  test('is not written where somebody interrupts', async () => {
    const before = readFileSync(join(dir, 'index.html'), 'utf8')
    const stop = new AbortController()
    stop.abort()
    expect(await written(questions, stop.signal)).toBeNull()
    expect(readFileSync(join(dir, 'index.html'), 'utf8')).toBe(before)
    expect(readdirSync(dir).sort()).toEqual(['data', 'index.html', 'style.css', 'viewer.js'])
  })
})
