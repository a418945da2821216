/** Judges held against people: by hand on small tables, and in simulations whose truth is known. */
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { wilsonInterval } from '../../statistics/wilson.ts'
import { langReiczigel, roganGladen } from './corrected-prevalence.ts'
import { validateJudge, type JudgedUnits, type TwiceCoded } from './validate-judge.ts'
import { wilsonOf } from './weighted-share.ts'

function twice(
  judge: 0 | 1,
  human: 0 | 1,
  times: number,
  stratum = 0,
  treatment = 'a',
): TwiceCoded[] {
  return Array.from({ length: times }, () => ({ judge, human, stratum, treatment }))
}

describe('by hand', () => {
  // 40 cases of which the judge finds 30; 60 others of which it takes 6 for cases; of 1000 units it says yes to 360.
  const simple = validateJudge(
    [{ treatment: 'a', n: 1000, yes: 360 }],
    [...twice(1, 1, 30), ...twice(0, 1, 10), ...twice(1, 0, 6), ...twice(0, 0, 54)],
    [{ of: 1000 }],
  )

  test('of a simple random sample, shares are counts and intervals are those of Wilson', () => {
    expect(simple.sensitivity).toMatchObject({ estimate: 0.75, n: 40, effective_n: 40 })
    expect(simple.specificity).toMatchObject({ estimate: 0.9, n: 60, effective_n: 60 })
    const [low = 0, high = 0] = wilsonInterval(30, 40).interval ?? []
    expect(simple.sensitivity.interval?.[0]).toBeCloseTo(low, 12)
    expect(simple.sensitivity.interval?.[1]).toBeCloseTo(high, 12)
  })

  test('Rogan and Gladen: (0.36 + 0.9 − 1) / (0.75 + 0.9 − 1) = 0.4', () => {
    expect(simple.prevalence.rogan_gladen.prevalence).toBeCloseTo(0.4, 12)
    expect(simple.prevalence.rogan_gladen.clipped).toBe(false)
  })

  test('prediction-powered: 0.36 + (10 − 6) / 100 = 0.4, with the variance of both samples', () => {
    const { prevalence, interval } = simple.prevalence.prediction_powered
    expect(prevalence).toBeCloseTo(0.4, 12)
    const variance = (16 - 100 * 0.04 ** 2) / 99 / 100 + (0.36 * 0.64) / 1000
    expect(interval?.[1]).toBeCloseTo(0.4 + 1.959963984540054 * Math.sqrt(variance), 9)
  })

  test('cases that nobody drew may be there: sensitivity of 1 is not certain where one stratum showed none', () => {
    // 30 that the judge says yes to, all of 30 drawn cases; 970 that it says no to, 100 drawn, no case among them.
    const { sensitivity } = validateJudge(
      [{ treatment: 'a', n: 1000, yes: 30 }],
      [...twice(1, 1, 20, 0), ...twice(1, 0, 10, 0), ...twice(0, 0, 100, 1)],
      [{ of: 30 }, { of: 970 }],
    )
    const unseen = 970 * (1 - 0.05 ** (1 / 100))
    const low = (wilsonInterval(20, 20).interval?.[0] ?? 0) * (20 / (20 + unseen))
    expect(sensitivity.estimate).toBe(1)
    expect(sensitivity.interval?.[0]).toBeCloseTo(low, 12)
    expect(sensitivity.interval?.[1]).toBe(1)
  })

  test('of strata, each unit stands for those that were not drawn', () => {
    // 100 that the judge says yes to, 50 drawn, 40 cases; 900 that it says no to, 50 drawn, 5 cases.
    const drawn = [
      ...twice(1, 1, 40, 0),
      ...twice(1, 0, 10, 0),
      ...twice(0, 1, 5, 1),
      ...twice(0, 0, 45, 1),
    ]
    const { sensitivity, specificity, prevalence } = validateJudge(
      [{ treatment: 'a', n: 1000, yes: 100 }],
      drawn,
      [{ of: 100 }, { of: 900 }],
    )
    // 80 cases found and 90 overlooked; 20 taken for cases and 810 rightly not.
    expect(sensitivity.estimate).toBeCloseTo(80 / 170, 12)
    expect(specificity.estimate).toBeCloseTo(810 / 830, 12)
    expect(prevalence.prediction_powered.prevalence).toBeCloseTo(0.17, 12)
    expect(prevalence.rogan_gladen.prevalence).toBeCloseTo(0.17, 12)
  })

  test('Lang and Reiczigel: the published formula step by step', () => {
    const z = 1.959963984540054
    const { interval } = langReiczigel(
      { share: 0.2, n: 500 },
      { share: 0.8, n: 50 },
      { share: 0.95, n: 100 },
    )
    const p = (100 + z ** 2 / 2) / (500 + z ** 2)
    const [se, sp] = [41 / 52, 96 / 102]
    const corrected = (p + sp - 1) / (se + sp - 1)
    const [vSe, vSp] = [(se * (1 - se)) / 52, (sp * (1 - sp)) / 102]
    const shift = 2 * z ** 2 * (corrected * vSe - (1 - corrected) * vSp)
    const variance =
      ((p * (1 - p)) / (500 + z ** 2) + corrected ** 2 * vSe + (1 - corrected) ** 2 * vSp) /
      (se + sp - 1) ** 2
    expect(interval?.[0]).toBeCloseTo(corrected + shift - z * Math.sqrt(variance), 9)
    expect(interval?.[1]).toBeCloseTo(corrected + shift + z * Math.sqrt(variance), 9)
  })

  test('an estimate below zero is put at zero, and told', () => {
    const low = langReiczigel(
      { share: 0.01, n: 500 },
      { share: 0.8, n: 50 },
      { share: 0.9, n: 100 },
    )
    expect(low).toMatchObject({ prevalence: 0, clipped: true, reason: null })
    expect(low.interval?.[0]).toBe(0)
  })

  test('a judge that is no better than chance corrects nothing', () => {
    expect(roganGladen(0.3, 0.4, 0.6)).toBeNull()
    expect(
      langReiczigel({ share: 0.3, n: 9 }, { share: 0.4, n: 9 }, { share: 0.6, n: 9 }).reason,
    ).toMatch(/no better than chance/)
  })

  test('where the person found no case, sensitivity is nothing, and says why', () => {
    const { sensitivity, prevalence } = validateJudge(
      [{ treatment: 'a', n: 10, yes: 1 }],
      [...twice(1, 0, 1), ...twice(0, 0, 9)],
      [{ of: 10 }],
    )
    expect(sensitivity).toMatchObject({
      estimate: null,
      interval: null,
      reason: 'the person found no case',
    })
    expect(prevalence.rogan_gladen.prevalence).toBeNull()
    expect(prevalence.prediction_powered.prevalence).toBeCloseTo(0, 12)
  })

  test('errors that differ between treatments are flagged, those that do not are not', () => {
    const judged: JudgedUnits[] = ['a', 'b'].map((treatment) => ({ treatment, n: 500, yes: 200 }))
    const sample = (hits: number, treatment: string): TwiceCoded[] => [
      ...twice(1, 1, hits, 0, treatment),
      ...twice(0, 1, 50 - hits, 0, treatment),
      ...twice(0, 0, 50, 0, treatment),
    ]
    const differing = validateJudge(
      judged,
      [...sample(45, 'a'), ...sample(25, 'b')],
      [{ of: 1000 }],
    )
    expect(differing.differential.sensitivity.flag).toBe(true)
    expect(differing.differential.specificity.flag).toBe(false)
    expect(differing.by_treatment['b']?.sensitivity.estimate).toBe(0.5)
    const alike = validateJudge(judged, [...sample(40, 'a'), ...sample(39, 'b')], [{ of: 1000 }])
    expect(alike.differential.sensitivity.flag).toBe(false)
  })
})

describe('in simulations', () => {
  const RUNS = 1_500
  interface Truth {
    readonly prevalence: number
    readonly se: number
    readonly sp: number
  }

  /** How often the intervals hold the truth. */
  function coverage(truth: Truth, isStratified: boolean): Record<string, number> {
    const random = new Streams(11).stream('coverage')
    const held: Record<string, number> = { se: 0, sp: 0, rg: 0, ppi: 0 }
    const holds = (interval: readonly [number, number] | null, value: number): number =>
      interval !== null && interval[0] <= value && value <= interval[1] ? 1 : 0
    for (let run = 0; run < RUNS; run++) {
      const units = Array.from({ length: 1_000 }, () => {
        const human = random.chance(truth.prevalence) ? 1 : 0
        const judge = random.chance(human === 1 ? truth.se : 1 - truth.sp) ? 1 : 0
        return { human, judge, stratum: isStratified ? judge : 0, treatment: 'a' } as TwiceCoded
      })
      const strata = isStratified ? [0, 1] : [0]
      const groups = strata.map((one) => units.filter(({ stratum }) => stratum === one))
      const drawn = groups.flatMap((group) => random.shuffle(group).slice(0, 200 / strata.length))
      const yes = units.filter(({ judge }) => judge === 1).length
      const { sensitivity, specificity, prevalence } = validateJudge(
        [{ treatment: 'a', n: units.length, yes }],
        drawn,
        groups.map(({ length }) => ({ of: length })),
      )
      held['se'] = (held['se'] ?? 0) + holds(sensitivity.interval, truth.se) / RUNS
      held['sp'] = (held['sp'] ?? 0) + holds(specificity.interval, truth.sp) / RUNS
      held['rg'] =
        (held['rg'] ?? 0) + holds(prevalence.rogan_gladen.interval, truth.prevalence) / RUNS
      held['ppi'] =
        (held['ppi'] ?? 0) + holds(prevalence.prediction_powered.interval, truth.prevalence) / RUNS
    }
    return held
  }

  test.each([
    [{ prevalence: 0.3, se: 0.8, sp: 0.9 }, false],
    [{ prevalence: 0.3, se: 0.8, sp: 0.9 }, true],
    [{ prevalence: 0.15, se: 0.7, sp: 0.95 }, true],
  ])(
    'intervals hold the truth 95 times of a hundred: %j, drawn by what the judge says: %s',
    (truth, isStratified) => {
      const held = coverage(truth, isStratified)
      for (const [what, share] of Object.entries(held)) {
        expect(share, what).toBeGreaterThan(0.925)
        expect(share, what).toBeLessThan(0.985)
      }
    },
  )
})

test("Wilson's interval of whole counts is the one of the statistics room", () => {
  for (const [k, n] of [
    [0, 10],
    [3, 10],
    [10, 10],
    [1, 1],
  ] as const) {
    const [low = 0, high = 0] = wilsonInterval(k, n).interval ?? []
    const own = wilsonOf(k / n, n)
    expect(own[0]).toBeCloseTo(low, 12)
    expect(own[1]).toBeCloseTo(high, 12)
  }
})
