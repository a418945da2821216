/** A server that meets every kind of failure in one call of twenty: everything it did wrong is found in the record, and nothing of it in the data. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import { ofEachKind, type Failing } from '../io/model/practice/misbehaviours.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import { ODDITIES } from '../io/model/practice/oddities.ts'
import { defineExperiment } from '../play/experiment/define-experiment.ts'
import { readReading } from '../record/reading.ts'
import type { Attrition } from '../study/analysis/attrition.ts'
import { replayRecord } from './replay-record.ts'
import { runExperiment, type RunReport } from './run-experiment.ts'
import { numberedChoice } from './testing/numbered-choice.ts'
import {
  declaredAt,
  hashesOf,
  ofKind,
  reportIn,
  runsIn,
  type PlayedRun,
} from './testing/served-play.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-attrition-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ROUNDS = 2
const REPLICATES = 24
const POLICIES = ['forfeit', 'default:keep', 'abort']
const QUICK = { mostTries: 4, startMs: 1 }
/** Long enough for a busy machine: a reply that is given up although it comes would be told as one that hangs. */
const TIMEOUT_MS = 3_000

/** Each kind at 5 %; within two of them the members that cost less time are met more often. */
const RATES = {
  ...ofEachKind(0.05),
  'busy 429 with Retry-After': 0.002,
  'busy 429 without Retry-After': 0.048,
  'ten megabytes': 0.005,
  'two megabytes': 0.045,
}

interface Played {
  readonly db: string
  readonly report: RunReport
  readonly served: ModelServer['served']
  readonly runs: readonly PlayedRun[]
}

/** No two runs read the same words, so that each failing is drawn for one call of one run, whatever else is in flight. */
async function playAt(concurrency: number): Promise<Played> {
  const server = await startModelServer({
    misbehave: RATES,
    seed: 4,
    latencyMs: { fromMs: 0, toMs: 20 },
    answer: ({ body }) =>
      new Streams(JSON.stringify(body['messages'])).draw('move', 0) < 0.5
        ? 'ANSWER: J'
        : 'ANSWER: F',
  })
  const experiment = defineExperiment({
    experiment: 'attrition',
    scenario: 'numbered-choice',
    parameters: { rounds: ROUNDS },
    cast: { player: { policy: 'llm', model: 'local/some-model', maxTokens: 40 } },
    factors: { 'invalid.then': POLICIES },
    replicates: REPLICATES,
    invalid: { reask: 1, then: 'forfeit' },
  })
  const declared = declaredAt(server, {
    timeoutMs: TIMEOUT_MS,
    patience: QUICK,
    limits: { inFlight: 64 },
  })
  const db = join(folder, `at-${concurrency}.sqlite`)
  const loaded = {
    experiment,
    scenario: numberedChoice,
    own: [],
    explain: (error: unknown) => error,
  }
  try {
    const report = await runExperiment(loaded, { db, concurrency, declared: [declared] })
    return { db, report, served: server.served, runs: runsIn(db) }
  } finally {
    await server.close()
  }
}
let played: Played
let again: Played
beforeAll(async () => {
  again = await playAt(24)
  played = await playAt(64)
}, 120_000)

const callsIn = ({ runs }: Played) => runs.flatMap(({ entries }) => ofKind(entries, 'model-called'))

/** Why a try came to nothing, or how a completion was read → the failings that it can tell of. */
const TOLD: Readonly<Record<string, readonly Failing[]>> = {
  '429: Slow down': ['busy 429 with Retry-After', 'busy 429 without Retry-After'],
  '500: Internal error': ['broken 500'],
  '502: the server gave no reason': ['page 502'],
  '503: Overloaded': ['overloaded 503'],
  'the connection failed (ECONNRESET)': [
    'reset connection',
    'dropped connection',
    'connection dropped in the body',
    'connection dropped at the end of the body',
  ],
  'no reply within 3 s': ['hang', 'hang in the body', 'hang in trickles'],
  '200: the body is not whole JSON': ['truncated JSON', 'invalid JSON', 'empty body'],
  'no-answer bytes-replaced': ['invalid UTF-8'],
  'no-answer': ['terminal escapes'],
  'no-text': ['empty choices', 'null content', 'tool calls'],
  empty: ['empty content'],
  refused: ['refusal'],
  'content-filter': ['content_filter', 'filtered 400'],
  truncated: ['length', 'length before any word'],
  'truncated cut': ['ten megabytes', 'two megabytes'],
}

/** What each try of each attempt came to. */
function triesIn(one: Played): string[] {
  return callsIn(one).flatMap(({ retried = [], error, reading }) => [
    ...retried,
    error?.replace(/ \(given up after \d tr(y|ies)\)$/, '') ?? reading,
  ])
}

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0)

describe('every request that went wrong', () => {
  test('is told in the record: as a try that was made again, or as an attempt that was no answer', () => {
    const tries = triesIn(played)
    const { failings, received } = played.served
    for (const [told, tellsOf] of Object.entries(TOLD)) {
      const met = sum(tellsOf.map((how) => failings[how] ?? 0))
      expect(tries.filter((one) => one === told).length, told).toBe(met)
    }
    // What is left is an answer, and every request stands behind one try.
    expect(tries).toHaveLength(received)
    const wrong = (Object.entries(failings) as [Failing, number][]).filter(
      ([how]) => !(how in ODDITIES),
    )
    const valid = tries.filter((one) => readReading(one).verdict === 'valid')
    expect(valid).toHaveLength(received - sum(wrong.map(([, times]) => times)))
    expect(wrong.length).toBeGreaterThan(20)
  })

  test('has its reasons beside its number', () => {
    for (const { tries, retried } of callsIn(played))
      expect(retried?.length).toBe(tries === undefined ? undefined : tries - 1)
    expect(callsIn(played).some(({ tries }) => (tries ?? 1) > 2)).toBe(true)
  })
})

test('no failure is a move: whatever was decided stands in a valid reply, and what does not is marked with why', () => {
  const LABELS: Readonly<Record<string, string>> = { keep: 'J', change: 'F' }
  for (const { runId, entries } of played.runs) {
    let calls: ReturnType<typeof callsIn> = []
    for (const entry of entries) {
      if (entry.kind === 'decision-asked') calls = []
      if (entry.kind === 'model-called') calls.push(entry)
      if (entry.kind !== 'decision-taken' && entry.kind !== 'decision-defaulted') continue
      const last = calls.at(-1)
      const verdicts = calls.map(({ reading }) => readReading(reading).verdict)
      expect(entry.attempts, runId).toBe(calls.length)
      if (entry.kind === 'decision-taken') {
        expect(verdicts.indexOf('valid'), runId).toBe(calls.length - 1)
        expect(last?.completion, runId).toBe(`ANSWER: ${LABELS[String(entry.value)]}`)
        expect(entry.status, runId).toBe(calls.length === 1 ? 'valid' : 'reasked')
      } else {
        expect(verdicts, runId).not.toContain('valid')
        expect(entry.why, runId).toBe(
          last?.error === null ? verdicts.at(-1) : `failed: ${last?.error}`,
        )
        expect(entry.value, runId).toBe(entry.status === 'forfeited' ? null : 'keep')
      }
    }
  }
})

describe('the report', () => {
  test('accounts for every run, decision and attempt, and says what was done about each', () => {
    const { attrition } = reportIn(played.db)
    expect(attrition.map(({ treatment }) => treatment)).toEqual([
      'then=forfeit',
      'then=default:keep',
      'then=abort',
    ])
    const [forfeit, byDefault, abort] = attrition as [Attrition, Attrition, Attrition]
    for (const { runs, decisions, attempts } of attrition) {
      expect(runs).toMatchObject({ planned: REPLICATES, notBegun: 0, failed: 0, unfinished: 0 })
      expect(runs.completed + runs.aborted).toBe(REPLICATES)
      const { asked, ...outcomes } = decisions
      expect(sum(Object.values(outcomes))).toBe(asked)
      const { attempts: all, retries, ...reasons } = attempts
      expect(sum(Object.values(reasons))).toBe(all)
      expect(retries).toBeGreaterThan(0)
      expect(attempts.valid).toBe(decisions.valid + decisions.reasked)
    }
    for (const { runs, decisions } of [forfeit, byDefault]) {
      expect(runs.completed).toBe(REPLICATES)
      expect(decisions).toMatchObject({ asked: REPLICATES * ROUNDS, undecided: 0 })
    }
    expect(forfeit.decisions.forfeited).toBeGreaterThan(0)
    expect(byDefault.decisions.defaulted).toBeGreaterThan(0)
    expect(abort.runs.aborted).toBeGreaterThan(0)
    expect(abort.decisions.undecided).toBe(abort.runs.aborted)
    const total = (key: keyof Attrition['attempts']): number =>
      sum(attrition.map(({ attempts }) => attempts[key]))
    expect(total('attempts') + total('retries')).toBe(played.served.received)
    expect(total('attempts')).toBe(callsIn(played).length)
  })

  test('bounds what each policy may have done to the finding', () => {
    const { sensitivity } = reportIn(played.db)
    for (const treatment of ['then=forfeit', 'then=default:keep', 'then=abort']) {
      const estimates = sensitivity.estimates.filter((one) => one.treatment === treatment)
      expect(estimates.length, treatment).toBeGreaterThan(0)
      for (const { least, asPlayed, most, lost, abortedRuns, withAborted } of estimates) {
        expect(lost > 0, treatment).toBe(treatment !== 'then=abort')
        expect(abortedRuns > 0, treatment).toBe(treatment === 'then=abort')
        expect(withAborted !== null, treatment).toBe(treatment === 'then=abort')
        expect(least.mean, treatment).toBeLessThanOrEqual(asPlayed.mean ?? NaN)
        expect(most.mean, treatment).toBeGreaterThanOrEqual(asPlayed.mean ?? NaN)
      }
    }
    expect(sensitivity.differences.length).toBeGreaterThan(0)
  })
})

test('the runs end as declared, and replay without the server', async () => {
  expect(played.report).toMatchObject({
    played: POLICIES.length * REPLICATES,
    left: 0,
    unavailable: [],
    failed: [],
    cap: null,
  })
  expect(played.report.spend.calls).toBe(played.served.received)
  const scenario = fileURLToPath(new URL('testing/numbered-choice.ts', import.meta.url))
  const { results, faults, missing } = await replayRecord(played.db, { scenario })
  expect(results).toHaveLength(POLICIES.length * REPLICATES)
  expect(new Set(results.map(({ replayed }) => replayed.kind))).toEqual(new Set(['identical']))
  expect({ faults, missing }).toEqual({ faults: [], missing: 0 })
})

test('at another concurrency the same calls fail, and the same decisions come of it', () => {
  const decided = ({ runs }: Played) =>
    new Map(
      runs.map(({ runId, status, entries }) => [
        runId,
        [status, ...ofKind(entries, 'decision-taken', 'decision-defaulted')],
      ]),
    )
  expect(decided(again)).toEqual(decided(played))
  expect(hashesOf(again.report)).toEqual(hashesOf(played.report))
  expect(again.served.failings).toEqual(played.served.failings)
})
