/** Every way in which a server fails, under every policy for invalid answers: the record says what happened, no failure is a move, the run ends as declared. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Misbehaviour } from '../io/model/practice/misbehaviours.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import { REPLY_LIMIT } from '../play/agent/policies/attempt.ts'
import type { AttemptCounts } from '../study/analysis/attrition-counts.ts'
import { replayRecord } from './replay-record.ts'
import type { RunReport } from './run-experiment.ts'
import { EXPECTED, type Attempted } from './testing/expected-failures.ts'
import {
  declaredAt,
  ofKind,
  play,
  reportIn,
  runsIn,
  type PlayedRun,
} from './testing/served-play.ts'

const PRICE = { inputUsd: 1, outputUsd: 2, asOf: '2026-01-01', source: 'a test' }
const POLICIES = ['forfeit', 'abort', 'default:defect'] as const
type Policy = (typeof POLICIES)[number]

const FAILURES = (Object.keys(EXPECTED) as Misbehaviour[]).flatMap((how) => {
  const expected: Attempted | { kind: 'left' } = EXPECTED[how]
  return expected.kind === 'attempted' ? [[how, expected] as const] : []
})
const CASES = FAILURES.flatMap(([how]) => POLICIES.map((policy) => ({ how, policy })))
/** Model names hold no blanks. */
const modelOf = (how: Misbehaviour): string => how.replaceAll(' ', '.')
const treatmentOf = (how: Misbehaviour, policy: Policy): string => `${how}, then ${policy}`

const folder = mkdtempSync(join(tmpdir(), 'coterie-failures-'))
const db = join(folder, 'failures.sqlite')
let server: ModelServer
let report: RunReport
let runs: ReadonlyMap<string, PlayedRun>
beforeAll(async () => {
  // The model that is asked for says how the server fails.
  server = await startModelServer({
    misbehave: ({ body }) => String(body['model']).replaceAll('.', ' ') as Misbehaviour,
    price: PRICE,
  })
  report = await play(
    {
      experiment: 'failures',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 1 },
      cast: { row: { policy: 'llm', model: 'none/such', maxTokens: 40 }, column: 'tit-for-tat' },
      treatments: Object.fromEntries(
        CASES.map(({ how, policy }, i) => [
          treatmentOf(how, policy),
          {
            'cast.row.model': `local-${i}/${modelOf(how)}`,
            'invalid.reask': 1,
            'invalid.then': policy,
          },
        ]),
      ),
    },
    {
      db,
      concurrency: 64,
      // An account for each, lest a busy server hold up the others: the fragment of an address is not sent.
      declared: CASES.map(({ how }, i) =>
        declaredAt(
          { baseUrl: `${server.baseUrl}#${i}` },
          {
            name: `local-${i}`,
            // Long enough for a request to be on its way, however busy the machine is.
            timeoutMs: how.startsWith('hang') ? 1_000 : 60_000,
            prices: { '*': PRICE },
          },
        ),
      ),
    },
  )
  runs = new Map(runsIn(db).map((run) => [run.plan.treatment, run]))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function runOf(how: Misbehaviour, policy: Policy): PlayedRun {
  const run = runs.get(treatmentOf(how, policy))
  if (run === undefined) throw new Error(`nothing was played of ${treatmentOf(how, policy)}`)
  return run
}

describe.each(FAILURES)('a server that always answers with %s', (how, expected) => {
  test.each(POLICIES)('is told of in every attempt, whatever comes then: %s', (policy) => {
    const calls = ofKind(runOf(how, policy).entries, 'model-called')
    expect(calls.map(({ attempt }) => attempt)).toEqual(expected.attempts === 1 ? [0] : [0, 1])
    for (const { reading, error, tries, retried, costUsd, uncertainUsd, completion } of calls) {
      expect({ reading, error, retried: retried ?? null }).toEqual({
        reading: expected.reading,
        error: expected.error,
        retried: expected.retried,
      })
      expect(tries).toBe(expected.retried === null ? undefined : 2)
      // What was answered has its cost, what may have been charged its doubt, and what was turned away neither.
      expect(uncertainUsd !== undefined).toBe(expected.isInDoubt)
      expect(costUsd !== null).toBe(error === null && !expected.isInDoubt)
      expect(completion?.length ?? 0).toBeLessThanOrEqual(REPLY_LIMIT)
    }
  })

  test('is a forfeit where that is declared: nobody chose, and nobody earns a point', () => {
    const { status, why, entries } = runOf(how, 'forfeit')
    expect({ status, why }).toEqual({ status: 'finished', why: null })
    expectNoMove(entries)
    const [decision] = ofKind(entries, 'decision-defaulted')
    expect(decision).toMatchObject({
      of: 'p1',
      status: 'forfeited',
      value: null,
      attempts: expected.attempts,
      why: expected.why,
    })
    expect(ofKind(entries, 'payoff-awarded').map(({ points }) => points)).toEqual([0, 0])
  })

  test('is a default where that is declared, and marked as one', () => {
    const { status, why, entries } = runOf(how, 'default:defect')
    expect({ status, why }).toEqual({ status: 'finished', why: null })
    expectNoMove(entries)
    const [decision] = ofKind(entries, 'decision-defaulted')
    expect(decision).toMatchObject({
      of: 'p1',
      status: 'defaulted',
      value: 'defect',
      attempts: expected.attempts,
      why: expected.why,
    })
  })

  test('aborts the run where that is declared, which says why', () => {
    const { status, why, entries } = runOf(how, 'abort')
    expect(status).toBe('aborted')
    const times = expected.attempts === 1 ? '1 attempt' : '2 attempts'
    expect(why).toBe(`p1 at "choice", tick 0: no answer after ${times}: ${expected.why}`)
    expectNoMove(entries)
    expect(ofKind(entries, 'decision-defaulted', 'payoff-awarded')).toEqual([])
  })
})

function expectNoMove(entries: PlayedRun['entries']): void {
  expect(ofKind(entries, 'decision-taken').filter(({ of }) => of === 'p1')).toEqual([])
}

describe('all of them together', () => {
  test('leave nothing to be done, and replay without a server', async () => {
    expect(report).toMatchObject({ played: CASES.length, left: 0, unavailable: [], failed: [] })
    const { results, faults } = await replayRecord(db)
    expect(results).toHaveLength(CASES.length)
    expect(new Set(results.map(({ replayed }) => replayed.kind))).toEqual(new Set(['identical']))
    expect(faults).toEqual([])
  })

  test('cost no more than the record says, known and in doubt', () => {
    const { usd, uncertainUsd, calls } = report.spend
    expect(server.ledger.usd).toBeGreaterThan(0)
    expect(usd + uncertainUsd).toBeGreaterThanOrEqual(server.ledger.usd)
    expect(calls).toBe(server.served.received)
  })

  test('stand in the table of attrition, each under its reason', () => {
    const byTreatment = new Map(reportIn(db).attrition.map((one) => [one.treatment, one]))
    expect(byTreatment.size).toBe(CASES.length)
    for (const [how, { reading, retried, attempts: made }] of FAILURES)
      for (const policy of POLICIES) {
        const treatment = treatmentOf(how, policy)
        const { runs: counts, decisions, attempts, models } = byTreatment.get(treatment) ?? {}
        const isAborted = policy === 'abort'
        expect(counts, treatment).toEqual({
          planned: 1,
          notBegun: 0,
          started: 1,
          completed: isAborted ? 0 : 1,
          aborted: isAborted ? 1 : 0,
          failed: 0,
          unfinished: 0,
        })
        const lost = { forfeited: 0, defaulted: 0, undecided: 0, [LOST_AS[policy]]: 1 }
        expect(models?.[0]?.decisions, treatment).toEqual({
          ...lost,
          asked: 1,
          valid: 0,
          reasked: 0,
          passed: 0,
        })
        // The other player decides as ever.
        expect(decisions, treatment).toEqual({ ...models?.[0]?.decisions, asked: 2, valid: 1 })
        const reason = REASONS[reading.split(' ')[0] ?? '']
        expect(nonZero(attempts), treatment).toEqual({
          attempts: made,
          [reason ?? 'a reason']: made,
          ...(retried === null ? {} : { retries: made }),
        })
      }
  })
})

const LOST_AS = { forfeit: 'forfeited', abort: 'undecided', 'default:defect': 'defaulted' } as const

/** Verdict → the column that it is counted in. */
const REASONS: Readonly<Record<string, keyof AttemptCounts>> = {
  failed: 'failed',
  'timed-out': 'timedOut',
  'failed-for-prompt': 'failedForPrompt',
  'content-filter': 'contentBlocked',
  refused: 'refused',
  truncated: 'truncated',
  'no-text': 'noWords',
  empty: 'noWords',
  'no-answer': 'unreadable',
}

function nonZero(counts: AttemptCounts | undefined): object {
  return Object.fromEntries(Object.entries(counts ?? {}).filter(([, count]) => count > 0))
}
