/** A server that meets every kind of failure in one call of twenty: everything it did wrong is found in the record, and nothing of it in the data. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Failing } from '../io/model/practice/misbehaviours.ts'
import { ODDITIES } from '../io/model/practice/oddities.ts'
import type { ModelCalled } from '../record/call-entries.ts'
import { readReading } from '../record/reading.ts'
import type { Attrition } from '../study/analysis/attrition.ts'
import { replayRecord } from './replay-record.ts'
import { ofKind, reportIn } from './testing/served-play.ts'
import {
  isUndisturbed,
  playTroubled,
  POLICIES,
  REPLICATES,
  ROUNDS,
  triesIn,
  type Met,
  type Played,
} from './testing/troubled-play.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-attrition-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let played: Played
let again: Played
let timeoutMs = 2_000
beforeAll(async () => {
  // Who hangs is given up soon, but others, on a busy machine, must not be.
  for (; ; timeoutMs *= 2) {
    const at = (concurrency: number): Promise<Played> =>
      playTroubled(join(folder, `${concurrency}-in-${timeoutMs}.sqlite`), {
        concurrency,
        timeoutMs,
      })
    again = await at(24)
    played = await at(64)
    const isQuiet = ({ runs }: Played): boolean =>
      runs.filter(isUndisturbed).length > 0.8 * runs.length
    if (isQuiet(again) && isQuiet(played)) return
  }
}, 600_000)

/** Why a try came to nothing, or how a completion was read → the failings that it can tell of. */
const reasons = (): Readonly<Record<string, readonly Failing[]>> => ({
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
  [`no reply within ${timeoutMs / 1000} s`]: ['hang', 'hang in the body', 'hang in trickles'],
  '200: the body is not whole JSON': ['truncated JSON', 'invalid JSON', 'empty body'],
  'no-answer bytes-replaced': ['invalid UTF-8'],
  'no-answer': ['terminal escapes'],
  'no-text': ['empty choices', 'null content', 'tool calls'],
  empty: ['empty content'],
  refused: ['refusal'],
  'content-filter': ['content_filter', 'filtered 400'],
  truncated: ['length', 'length before any word'],
  'truncated cut': ['ten megabytes', 'two megabytes'],
})

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0)

describe('every request that went wrong', () => {
  test('is told in the record of its run: as a try that was made again, or as an attempt that was no answer', () => {
    const runs = played.runs.filter(isUndisturbed)
    expect(runs.length).toBeGreaterThan(played.runs.length / 2)
    for (const run of runs) {
      const tries = triesIn(run)
      // Every request stands behind one try.
      expect(tries, run.runId).toHaveLength(run.met.length)
      for (const [why, tellsOf] of Object.entries(reasons())) {
        const met = run.met.filter((how) => how !== null && tellsOf.includes(how))
        expect(tries.filter((one) => one === why).length, `${run.runId}: ${why}`).toBe(met.length)
      }
      const answered = run.met.filter((how) => how === null || how in ODDITIES)
      const valid = tries.filter((one) => readReading(one).verdict === 'valid')
      expect(valid, run.runId).toHaveLength(answered.length)
    }
    const kinds = new Set(runs.flatMap(({ met }) => met))
    expect(kinds.size).toBeGreaterThan(20)
    expect(sum(runs.map(({ met }) => met.length))).toBeGreaterThan(100)
  })

  test('has its reasons beside its number', () => {
    const calls = played.runs.flatMap(({ entries }) => ofKind(entries, 'model-called'))
    for (const { tries, retried } of calls)
      expect(retried?.length).toBe(tries === undefined ? undefined : tries - 1)
    expect(calls.some(({ tries }) => (tries ?? 1) > 2)).toBe(true)
  })
})

test('no failure is a move: whatever was decided stands in a valid reply, and what does not is marked with why', () => {
  const LABELS: Readonly<Record<string, string>> = { keep: 'J', change: 'F' }
  for (const { runId, entries } of played.runs) {
    let calls: ModelCalled[] = []
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
    expect(total('attempts') + total('retries')).toBe(
      sum(played.runs.map((run) => triesIn(run).length)),
    )
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
  expect(played.report.spend.calls).toBe(sum(played.runs.map((run) => triesIn(run).length)))
  const scenario = fileURLToPath(new URL('testing/numbered-choice.ts', import.meta.url))
  const { results, faults, missing } = await replayRecord(played.db, { scenario })
  expect(results).toHaveLength(POLICIES.length * REPLICATES)
  expect(new Set(results.map(({ replayed }) => replayed.kind))).toEqual(new Set(['identical']))
  expect({ faults, missing }).toEqual({ faults: [], missing: 0 })
})

test('at another concurrency the same calls fail, and the same decisions and hashes come of it', () => {
  const others = new Map(again.runs.filter(isUndisturbed).map((run) => [run.runId, run]))
  const pairs = played.runs.filter(isUndisturbed).flatMap((run) => {
    const other = others.get(run.runId)
    return other === undefined ? [] : [[run, other] as const]
  })
  expect(pairs.length).toBeGreaterThan(played.runs.length / 3)
  const told = ({ met, status, recordHash, entries }: Met) => ({
    met,
    status,
    recordHash,
    decisions: ofKind(entries, 'decision-taken', 'decision-defaulted'),
  })
  for (const [run, other] of pairs) expect(told(other), run.runId).toEqual(told(run))
})
