import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import { runIdOf } from '../../record/plan.ts'
import { attritionQuestion, type Attrition } from './attrition.ts'
import type { Store } from '../../io/store/store.ts'
import { askRecord } from './read-runs.ts'
import { planOf, tellRecord, type ToldDecision, type ToldRun } from './testing/told-record.ts'

function attritionOf(store: Store): readonly Attrition[] {
  return askRecord(store, attritionQuestion)
}

const READINGS = [
  'valid',
  'no-answer',
  'below-minimum surrogates-replaced',
  'refused',
  'content-filter',
  'truncated cut',
  'no-text',
  'timed-out',
  'failed',
  'failed-for-prompt',
  'failed-for-good',
] as const

const call = fc.record({
  reading: fc.constantFrom(...READINGS),
  model: fc.constantFrom('one', 'two'),
  tries: fc.constantFrom(undefined, undefined, 2, 5),
  sample: fc.constantFrom(undefined, undefined, 1),
})

/** `undefined` is no value of an entry's key: it is left out. */
function written(
  calls: readonly Record<string, unknown>[],
  model: string,
): NonNullable<ToldDecision['calls']> {
  return calls.map((one) =>
    Object.fromEntries(
      Object.entries({ ...one, model }).filter(([, value]) => value !== undefined),
    ),
  )
}

const decision = (statuses: readonly ToldDecision['status'][]): fc.Arbitrary<ToldDecision> =>
  fc
    .record({
      status: fc.constantFrom(...statuses),
      calls: fc.array(call, { maxLength: 4 }),
      model: fc.constantFrom('one', 'two'),
    })
    .map(({ status, calls, model }) => ({ status, calls: written(calls, model) }))

const DECIDED = ['valid', 'reasked', 'passed', 'forfeited', 'defaulted'] as const

const tick = (statuses: readonly ToldDecision['status'][]) =>
  fc.tuple(decision(statuses), decision(statuses)).map(([one, other]) => [
    { ...one, seat: 0 },
    { ...other, seat: 1 },
  ])

const ticks = fc
  .array(tick(DECIDED), { minLength: 1, maxLength: 3 })
  .chain((pool) => fc.array(fc.constantFrom(...pool), { maxLength: 5 }))

/** Runs as the kernel leaves them: only those that were cut short end with an ask that nobody answered. */
const runs: fc.Arbitrary<ToldRun[]> = fc
  .array(
    fc.record({
      treatment: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('finished', 'finished', 'aborted', 'failed', 'started'),
      ticks,
      last: tick([...DECIDED, 'undecided']),
    }),
    { maxLength: 8 },
  )
  .map((list) =>
    list.map(({ last, ...run }, seed) => ({
      ...run,
      seed,
      ticks: run.status === 'aborted' || run.status === 'failed' ? [...run.ticks, last] : run.ticks,
    })),
  )

const sum = (counts: object, but: readonly string[] = []): number =>
  Object.entries(counts)
    .filter(([key]) => !but.includes(key))
    .reduce((total, [, count]) => total + (count as number), 0)

const decisionsOf = (all: readonly ToldRun[]): readonly ToldDecision[] =>
  all.flatMap((run) => run.ticks.flat())

const PLANNED = [
  { treatment: 'a', runs: 8 },
  { treatment: 'b', runs: 9 },
  { treatment: 'c', runs: 10 },
]

describe('attrition', () => {
  test('counts no probe and no summary as an attempt: they decide nothing', () => {
    const calls = [{}, { ask: 'choice/summary' }, { ask: 'probe/trust', reading: 'no-answer' }]
    const [one] = attritionOf(
      tellRecord(memoryStore(), [{ seed: 1, ticks: [[{ status: 'valid', value: 'go', calls }]] }]),
    )
    expect(one?.attempts).toMatchObject({ attempts: 1, valid: 1, unreadable: 0 })
    expect(one?.decisions).toMatchObject({ asked: 1, valid: 1 })
  })

  test('adds up: runs, decisions and attempts, in every treatment and every model', () => {
    fc.assert(
      fc.property(runs, (told) => {
        const store = tellRecord(memoryStore(), told)
        store.keepExperiment(JSON.stringify({ planned: [], plannedBy: PLANNED }))
        for (const one of attritionOf(store)) {
          const { planned, notBegun, started, completed, aborted, failed, unfinished } = one.runs
          expect(completed + aborted + failed + unfinished).toBe(started)
          expect(started + (notBegun ?? 0)).toBe(planned)
          expect(notBegun).toBeGreaterThanOrEqual(0)
          for (const { decisions, attempts } of [one, ...one.models]) {
            expect(sum(decisions, ['asked'])).toBe(decisions.asked)
            expect(sum(attempts, ['attempts', 'retries'])).toBe(attempts.attempts)
          }
          for (const key of Object.keys(one.attempts) as (keyof Attrition['attempts'])[])
            expect(one.models.reduce((total, { attempts }) => total + attempts[key], 0)).toBe(
              one.attempts[key],
            )
          const { forfeited, defaulted, undecided } = one.decisions
          const lost = one.losses.reduce((total, { decisions }) => total + decisions, 0)
          expect(lost).toBe(forfeited + defaulted + undecided)
        }
      }),
    )
  })

  test('is what one counts by hand, decision by decision and call by call', () => {
    fc.assert(
      fc.property(runs, (told) => {
        for (const one of attritionOf(tellRecord(memoryStore(), told))) {
          const own = told.filter(({ treatment }) => treatment === one.treatment)
          expect(one.runs.started).toBe(own.length)
          const having = (status: string): number =>
            decisionsOf(own).filter((asked) => asked.status === status).length
          expect(one.decisions).toEqual({
            asked: decisionsOf(own).length,
            ...Object.fromEntries(
              [...DECIDED, 'undecided'].map((status) => [status, having(status)]),
            ),
          })
          const calls = decisionsOf(own)
            .flatMap((asked) => asked.calls ?? [])
            .filter(({ sample }) => sample === undefined)
          const read = (...readings: string[]): number =>
            calls.filter(({ reading = '' }) => readings.includes(reading)).length
          expect(one.attempts).toEqual({
            attempts: calls.length,
            valid: read('valid'),
            unreadable: read('no-answer', 'below-minimum surrogates-replaced'),
            refused: read('refused'),
            contentBlocked: read('content-filter'),
            truncated: read('truncated cut'),
            noWords: read('no-text'),
            timedOut: read('timed-out'),
            failed: read('failed'),
            failedForPrompt: read('failed-for-prompt'),
            failedForGood: read('failed-for-good'),
            retries: calls.reduce((total, { tries = 1 }) => total + tries - 1, 0),
          })
        }
      }),
    )
  })

  test('belongs to the model that was asked', () => {
    const [attrition] = attritionOf(
      tellRecord(memoryStore(), [
        {
          seed: 1,
          ticks: [
            [
              { seat: 0, status: 'reasked', value: 'go', calls: [{ reading: 'refused' }, {}] },
              {
                seat: 1,
                status: 'forfeited',
                calls: [{ model: 'two', reading: 'timed-out', tries: 3 }],
              },
            ],
            // Whoever needs no model decides as well, and no model has the merit.
            [{ seat: 1, status: 'valid', value: 'go' }],
          ],
        },
      ]),
    )
    expect(attrition?.models).toMatchObject([
      {
        model: 'lab/one',
        decisions: { asked: 1, reasked: 1, forfeited: 0 },
        attempts: { attempts: 2, refused: 1, valid: 1, retries: 0 },
      },
      {
        model: 'lab/two',
        decisions: { asked: 1, forfeited: 1 },
        attempts: { attempts: 1, timedOut: 1, retries: 2 },
      },
    ])
    expect(attrition?.decisions).toMatchObject({ asked: 3, valid: 1, reasked: 1, forfeited: 1 })
  })

  test('names the runs in which something was lost, by how many participants and how much', () => {
    const told: ToldRun[] = [
      {
        seed: 1,
        ticks: [
          [{ status: 'forfeited' }, { seat: 1, status: 'valid', value: 'go' }],
          [
            { status: 'defaulted', value: 'go' },
            { seat: 1, status: 'forfeited' },
          ],
        ],
      },
      { seed: 2, ticks: [[{ status: 'valid', value: 'go' }]] },
      { seed: 3, status: 'aborted', ticks: [[{ status: 'undecided' }]] },
    ]
    const [attrition] = attritionOf(tellRecord(memoryStore(), told))
    const byId = new Map(attrition?.losses.map(({ runId, ...loss }) => [runId, loss]))
    expect(told.map((run) => byId.get(runIdOf(planOf(run))))).toEqual([
      { participants: 2, decisions: 3 },
      undefined,
      { participants: 1, decisions: 1 },
    ])
  })
})

describe('treatments', () => {
  const three: ToldRun[] = ['zero', 'many', 'few'].map((treatment, seed) => ({
    seed,
    treatment,
    ticks: [],
  }))

  test('come in the order of the experiment with what was planned, begun or not', () => {
    const store = tellRecord(memoryStore(), three.toReversed())
    const [zero, many, few] = three.map((run) => runIdOf(planOf(run)))
    store.keepExperiment(
      JSON.stringify({
        planned: ['run_0', zero, many, few, 'run_1'],
        plannedBy: [
          { treatment: 'zero', runs: 2 },
          { treatment: 'many', runs: 1 },
          { treatment: 'late', runs: 1 },
          { treatment: 'few', runs: 1 },
        ],
      }),
    )
    const told = attritionOf(store).map(
      ({ treatment, runs: { planned: n, notBegun, started } }) => [treatment, n, notBegun, started],
    )
    expect(told).toEqual([
      ['zero', 2, 1, 1],
      ['many', 1, 0, 1],
      ['late', 1, 1, 0],
      ['few', 1, 0, 1],
    ])
  })

  test('come by name, and nobody knows what was planned, where the record does not say', () => {
    const told = attritionOf(tellRecord(memoryStore(), three))
    expect(
      told.map(({ treatment, runs: { planned, notBegun } }) => [treatment, planned, notBegun]),
    ).toEqual([
      ['few', null, null],
      ['many', null, null],
      ['zero', null, null],
    ])
  })
})
