import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { AnswerForm } from '../../record/ask.ts'
import { reportOf } from './report.ts'
import { measuredQuestion } from './measured-question.ts'
import { askRecord } from './read-runs.ts'
import { sensitivityAmong, type Sensitivity, type SensitivityReport } from './sensitivity.ts'
import { tellRecord, TWO_OPTIONS, type ToldDecision, type ToldRun } from './testing/told-record.ts'

const STAY: ToldDecision = { status: 'valid', value: 'stay' }
const GO: ToldDecision = { status: 'valid', value: 'go' }
const LATE_GO: ToldDecision = { status: 'reasked', value: 'go', attempts: 2 }
const LOST: ToldDecision = { status: 'forfeited' }
const AMOUNTS: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }

/** One decision a tick. */
function run(
  seed: number,
  decisions: readonly ToldDecision[],
  more: Partial<ToldRun> = {},
): ToldRun {
  return { seed, ticks: decisions.map((one) => [one]), ...more }
}

function sensitivityIn(runs: readonly ToldRun[]): SensitivityReport {
  return sensitivityAmong(askRecord(tellRecord(memoryStore(), runs), measuredQuestion))
}

function means(one: Sensitivity | undefined): unknown {
  const { asPlayed, firstAttempts, wholeRuns, least, most } = one as Sensitivity
  return [asPlayed, firstAttempts, wholeRuns, least, most].map(({ mean }) => mean)
}

describe('a share', () => {
  test('is told under every policy, run by run', () => {
    const { estimates } = sensitivityIn([
      // stay 1 of 2 own; 1 of 1 at first; lost 2 of 4: between 1/4 and 3/4
      run(1, [STAY, LATE_GO, LOST, LOST]),
      // stay 1 of 4
      run(2, [STAY, GO, GO, GO]),
    ])
    expect(estimates.map(({ measure }) => measure)).toEqual([
      { kind: 'share', value: 'stay' },
      { kind: 'share', value: 'go' },
    ])
    expect(means(estimates[0])).toEqual([3 / 8, 5 / 8, 1 / 4, 1 / 4, 1 / 2])
    expect(means(estimates[1])).toEqual([5 / 8, 3 / 8, 3 / 4, 1 / 2, 3 / 4])
    expect(estimates[0]).toMatchObject({ lost: 2, reasked: 1, abortedRuns: 0, withAborted: null })
    expect(estimates[0]?.wholeRuns.runs).toBe(1)
  })

  test('of a run in which everything was lost is defined by its bounds alone', () => {
    const { estimates } = sensitivityIn([run(1, [LOST]), run(2, [STAY])])
    expect(means(estimates[0])).toEqual([1, 1, 1, 1 / 2, 1])
  })

  test('of an aborted run is anything between nothing and all', () => {
    const { estimates } = sensitivityIn([
      run(1, [STAY, GO]),
      run(2, [STAY, GO]),
      run(3, [STAY, { status: 'undecided' }], { status: 'aborted' }),
    ])
    expect(means(estimates[0])).toEqual([1 / 2, 1 / 2, 1 / 2, 1 / 2, 1 / 2])
    const { least, most } = estimates[0]?.withAborted ?? {}
    expect([least?.mean, most?.mean]).toEqual([1 / 3, 2 / 3])
  })

  test('is anything at all where every run was aborted', () => {
    const { estimates, differences } = sensitivityIn([
      run(1, [{ status: 'undecided' }], { status: 'aborted' }),
      run(2, [STAY], { treatment: 'u' }),
    ])
    expect(estimates.map(({ treatment, measure }) => [treatment, measure])).toEqual([
      ['t', { kind: 'share', value: 'stay' }],
      ['t', { kind: 'share', value: 'go' }],
    ])
    expect(means(estimates[0])).toEqual([null, null, null, null, null])
    const { least, most } = estimates[0]?.withAborted ?? {}
    expect([least?.mean, most?.mean]).toEqual([0, 1])
    expect(differences).toEqual([])
  })

  test('can rise by lost decisions only where they could have been the option', () => {
    const form: AnswerForm = {
      kind: 'choice',
      options: ['go', 'wait'],
      labels: ['J', 'F'],
      order: [0, 1],
    }
    const { estimates } = sensitivityIn([run(1, [STAY, { ...LOST, form }])])
    expect(estimates.map(({ measure, least, most }) => [measure, least.mean, most.mean])).toEqual([
      [{ kind: 'share', value: 'stay' }, 1 / 2, 1 / 2],
      [{ kind: 'share', value: 'go' }, 0, 1 / 2],
      [{ kind: 'share', value: 'wait' }, 0, 1 / 2],
    ])
  })

  test('of passes is told where a lost decision could have been one', () => {
    const form: AnswerForm = { ...TWO_OPTIONS, passable: true }
    const pass: ToldDecision = { status: 'passed', form }
    const latePass: ToldDecision = { ...pass, attempts: 2 }
    const { estimates } = sensitivityIn([run(1, [pass, latePass, { ...LOST, form }, STAY])])
    const passes = estimates.find(
      ({ measure }) => measure.kind === 'share' && measure.value === null,
    )
    expect(means(passes)).toEqual([2 / 3, 1 / 2, null, 1 / 2, 3 / 4])
    expect(passes?.reasked).toBe(1)
  })
})

describe('an amount', () => {
  const of = (value: number, more: Partial<ToldDecision> = {}): ToldDecision => ({
    status: 'valid',
    value,
    form: AMOUNTS,
    ...more,
  })

  test('is bounded by the lowest and the highest that the lost asks allowed', () => {
    const { estimates } = sensitivityIn([
      run(1, [of(4), of(8, { status: 'reasked', attempts: 3 }), { ...LOST, form: AMOUNTS }]),
      run(2, [of(6)]),
      run(3, [], { status: 'aborted' }),
    ])
    expect(estimates).toHaveLength(1)
    expect(estimates[0]?.measure).toEqual({ kind: 'amount' })
    expect(means(estimates[0])).toEqual([6, 5, 6, (4 + 6) / 2, (22 / 3 + 6) / 2])
    const { least, most } = estimates[0]?.withAborted ?? {}
    expect(least?.mean).toBeCloseTo((4 + 6 + 0) / 3, 12)
    expect(most?.mean).toBeCloseTo((22 / 3 + 6 + 10) / 3, 12)
  })
})

describe('a difference between treatments', () => {
  const treatments = (a: readonly ToldDecision[][], b: readonly ToldDecision[][]): ToldRun[] => [
    ...a.map((decisions, i) => run(i, decisions, { treatment: 'a' })),
    ...b.map((decisions, i) => run(100 + i, decisions, { treatment: 'b' })),
  ]

  test('could vanish where the lost decisions could make up for it', () => {
    const { differences } = sensitivityIn(treatments([[STAY, GO]], [[STAY, LOST, LOST]]))
    expect(differences[0]).toMatchObject({
      from: 'a',
      to: 'b',
      measure: { kind: 'share', value: 'stay' },
      asPlayed: 0.5,
      firstAttempts: 0.5,
      wholeRuns: null,
      couldVanish: true,
      turns: false,
    })
    expect(differences[0]?.least).toBeCloseTo(1 / 3 - 1 / 2, 12)
    expect(differences[0]?.most).toBeCloseTo(1 / 2, 12)
  })

  test('stands where they could not', () => {
    const { differences } = sensitivityIn(
      treatments([[GO, GO, GO, GO]], [[STAY, STAY, STAY, LOST]]),
    )
    expect(differences.map(({ asPlayed, couldVanish }) => [asPlayed, couldVanish])).toEqual([
      [1, false],
      [-1, false],
    ])
  })

  test('turns where first attempts alone say the opposite', () => {
    const { differences } = sensitivityIn(
      treatments([[STAY, GO, GO]], [[GO, { ...STAY, status: 'reasked', attempts: 2 }]]),
    )
    expect(differences[0]).toMatchObject({ couldVanish: false, turns: true })
    expect(differences[0]?.asPlayed).toBeCloseTo(1 / 2 - 1 / 3, 12)
    expect(differences[0]?.firstAttempts).toBeCloseTo(0 - 1 / 3, 12)
  })

  test('that is none from the start cannot vanish', () => {
    const { differences } = sensitivityIn(treatments([[STAY, GO]], [[STAY, GO, LOST]]))
    expect(differences[0]).toMatchObject({ asPlayed: 0, couldVanish: false })
  })
})

const decisions = fc.array(fc.constantFrom(STAY, GO, LATE_GO, LOST), { minLength: 1, maxLength: 6 })
const record = fc
  .array(fc.record({ decisions, treatment: fc.constantFrom('a', 'b') }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((list) => list.map(({ decisions: told, treatment }, seed) => run(seed, told, { treatment })))

const NEAR = 1e-9

describe('of any record', () => {
  test('whatever the lost decisions would have been, shares and differences lie within their bounds', () => {
    fc.assert(
      fc.property(record, fc.infiniteStream(fc.constantFrom(STAY, GO)), (told, wouldBe) => {
        const { estimates, differences } = sensitivityIn(told)
        const completed = told.map((one) => ({
          ...one,
          ticks: one.ticks.map((list) =>
            list.map((made) => (made === LOST ? wouldBe.next().value : made)),
          ),
        }))
        const { asks } = reportOf(tellRecord(memoryStore(), completed))
        const shareIn = (treatment: string, value: string | null): number | null =>
          asks
            .find((ask) => ask.treatment === treatment)
            ?.choices.find((choice) => choice.value === value)?.share.mean ?? null
        for (const { treatment, measure, least, most } of estimates) {
          if (measure.kind !== 'share') continue
          const share = shareIn(treatment, measure.value)
          expect(share).toBeGreaterThanOrEqual((least.mean ?? 0) - NEAR)
          expect(share).toBeLessThanOrEqual((most.mean ?? 1) + NEAR)
        }
        for (const { from, to, measure, least, most } of differences) {
          if (measure.kind !== 'share') continue
          const [a, b] = [shareIn(from, measure.value) ?? 0, shareIn(to, measure.value) ?? 0]
          expect(b - a).toBeGreaterThanOrEqual(least - NEAR)
          expect(b - a).toBeLessThanOrEqual(most + NEAR)
        }
      }),
    )
  })

  test('the bounds of one of two options mirror those of the other, and hold what was played', () => {
    fc.assert(
      fc.property(record, (told) => {
        const groups = Map.groupBy(sensitivityIn(told).estimates, ({ treatment }) => treatment)
        for (const [stay, go] of groups.values()) {
          expect(stay?.least.mean).toBeCloseTo(1 - (go?.most.mean ?? 0), 9)
          expect(stay?.most.mean).toBeCloseTo(1 - (go?.least.mean ?? 0), 9)
          if (stay === undefined || stay.asPlayed.mean === null) continue
          expect(stay.asPlayed.mean).toBeGreaterThanOrEqual((stay.least.mean ?? 0) - NEAR)
          expect(stay.asPlayed.mean).toBeLessThanOrEqual((stay.most.mean ?? 1) + NEAR)
        }
      }),
    )
  })

  test('each policy is the report of a record without what it leaves out', () => {
    fc.assert(
      fc.property(record, (told) => {
        const reduced = {
          asPlayed: told,
          firstAttempts: told.map((one) => ({
            ...one,
            ticks: one.ticks.filter((list) => !list.includes(LATE_GO)),
          })),
          wholeRuns: told.filter(({ ticks }) => !ticks.flat().includes(LOST)),
        }
        const { estimates } = sensitivityIn(told)
        for (const policy of ['asPlayed', 'firstAttempts', 'wholeRuns'] as const) {
          const { asks } = reportOf(tellRecord(memoryStore(), reduced[policy]))
          for (const one of estimates) {
            const { measure } = one
            const choices = asks.find(({ treatment }) => treatment === one.treatment)?.choices ?? []
            const choice = choices.find(
              ({ value }) => measure.kind === 'share' && value === measure.value,
            )
            expect(one[policy].mean).toEqual(choice?.share.mean ?? null)
            if (choice !== undefined) expect(one[policy]).toEqual(choice.share)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('nothing is told where nothing was lost and nothing asked again', () => {
    fc.assert(
      fc.property(record, (told) => {
        const clean = told.map((one) => ({
          ...one,
          ticks: one.ticks.map((list) => list.map((made) => (made === STAY ? STAY : GO))),
        }))
        expect(sensitivityIn(clean)).toEqual({ estimates: [], differences: [] })
      }),
    )
  })
})
