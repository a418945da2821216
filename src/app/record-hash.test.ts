/** Whoever has SQLite and SHA-256 can work out the hash of a record from its tables, as docs/record-format.md says. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../base/canonical-json.ts'
import { defineExperiment } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import type { Intervention } from '../record/intervention.ts'
import type { Probe } from '../record/probe.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { casting, openSqliteStore, simulatedProvider } from './adapters.ts'
import { loadCatalogue, loadScenario } from './catalogue.ts'
import { systemClock } from './system-clock.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-hash-'))
const path = join(directory, 'record.sqlite')
let db: Database.Database
const plans: Record<string, Plan> = {}

beforeAll(async () => {
  const [catalogue, scenario] = [await loadCatalogue(), await loadScenario('matrix-game')]
  const experiment = defineExperiment({
    experiment: 'hashes',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 5 },
    cast: { row: { policy: 'llm', model: 'simulated/sloppy' }, column: 'tit-for-tat' },
    replicates: 1,
  })
  const [plain] = planRuns(experiment, scenario, catalogue) as [Plan]
  const [row, column] = plain.seats.map(({ participant }) => participant) as [
    Plan['seats'][number]['participant'],
    Plan['seats'][number]['participant'],
  ]
  const interventions: Intervention[] = [
    {
      at: { round: 2 },
      deed: { do: 'news', audience: [row, column], text: 'Two rounds, and no "more" 🦋.' },
    },
    {
      at: { round: 3 },
      deed: {
        do: 'crash',
        who: row,
        lasting: { rounds: 1 },
        notice: 'Not here.',
        told: 'at-once',
        audience: [row, column],
      },
    },
  ]
  const probe: Probe = {
    name: 'sure',
    of: [row, column],
    at: 'every-round',
    question: 'How sure are you?',
    form: { kind: 'amount', min: 0, max: 10, step: 0.5 },
  }
  plans['plain'] = plain
  plans['disturbed'] = { ...plain, seed: 12, interventions, probes: [probe] }
  const pay: Intervention = { at: { tick: 3 }, deed: { do: 'pay', who: column, points: 0.1 } }
  plans['fork'] = {
    ...plans['disturbed'],
    interventions: [...interventions, pay],
    fork: { parent: runIdOf(plans['disturbed']), tick: 3 },
  }
  plans['fork of a fork'] = {
    ...plans['fork'],
    interventions: [...interventions, pay, { ...pay, at: { tick: 4 } }],
    fork: { parent: runIdOf(plans['fork']), tick: 4 },
  }
  const store = openSqliteStore(path, 'write')
  for (const plan of Object.values(plans)) {
    await runPlans({
      plans: [plan],
      scenario,
      store,
      cast: casting(catalogue, () => simulatedProvider()),
      clock: systemClock,
      concurrency: 1,
      stopped: () => false,
    })
  }
  store.close()
  db = new Database(path, { readonly: true })
})
afterAll(() => {
  db.close()
  rmSync(directory, { recursive: true, force: true })
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const bodiesOf = (runId: string, condition: string): string[] =>
  db
    .prepare(`select body from entries where run_id = ? and ${condition} order by seq`)
    .pluck()
    .all(runId) as string[]

/** An entry as it is hashed: calls without what depends on the hour. */
function hashed(body: string): string {
  const entry = JSON.parse(body) as Record<string, unknown>
  if (entry['kind'] !== 'model-called') return body
  const { tries: _t, retried: _r, uncertainUsd: _u, ...rest } = entry
  return canonicalJson({ ...rest, costUsd: rest['costUsd'] === 0 ? 0 : null })
}

function hashOf(runId: string): string {
  const ticks = db
    .prepare(
      'select distinct tick, round, phase from entries where run_id = ? and tick is not null order by tick',
    )
    .all(runId) as { tick: number; round: number | null; phase: string }[]
  const lines = ticks.map(({ tick, round, phase }) => {
    const entries = bodiesOf(runId, `tick = ${tick}`).map(hashed)
    const digest = sha256(`{"entries":[${entries.join(',')}],"phase":${JSON.stringify(phase)}}`)
    return `[${tick},${round},"${digest}"]`
  })
  const [first, last] = [bodiesOf(runId, 'seq = 0'), bodiesOf(runId, "kind = 'run-ended'")]
  return sha256([...first, ...lines, ...last].map((line) => `${line}\n`).join(''))
}

describe.each(['plain', 'disturbed', 'fork', 'fork of a fork'])('%s', (name) => {
  test('has the hash that its entries come to', () => {
    const runId = runIdOf(plans[name] as Plan)
    const [status, recordHash] = db
      .prepare('select status, record_hash from runs where run_id = ?')
      .raw()
      .get(runId) as [string, string]
    expect(status).toBe('finished')
    expect(hashOf(runId)).toBe(recordHash)
  })

  test('has the run id that its plan comes to', () => {
    const runId = runIdOf(plans[name] as Plan)
    const plan = db.prepare('select plan from runs where run_id = ?').pluck().get(runId) as string
    expect(`run_${sha256(plan).slice(0, 16)}`).toBe(runId)
  })

  test('has entries that are canonical JSON, numbered without a gap', () => {
    const rows = db
      .prepare('select seq, body from entries where run_id = ? order by seq')
      .raw()
      .all(runIdOf(plans[name] as Plan)) as [number, string][]
    expect(rows.map(([seq]) => seq)).toEqual(rows.map((_, i) => i))
    for (const [, body] of rows) expect(canonicalJson(JSON.parse(body))).toBe(body)
  })
})

test('what was played has every sort of line that is hard to keep', () => {
  const kinds = db
    .prepare('select distinct kind from entries where run_id = ?')
    .pluck()
    .all(runIdOf(plans['fork of a fork'] as Plan))
  expect(kinds).toEqual(
    expect.arrayContaining([
      'observation-shown',
      'model-called',
      'probe-answered',
      'intervention-applied',
      'participant-crashed',
      'participant-returned',
    ]),
  )
})
