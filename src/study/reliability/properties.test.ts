import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { layoutOf } from './layout.ts'
import { LEVELS, type Level } from './level.ts'
import { percentAgreement } from './percent-agreement.ts'
import { reliabilityOf, type Reliability, type StatisticName } from './reliability-of.ts'
import { rowsOfUnits } from './rows.ts'
import { sumsOf } from './sums.ts'
import { ratingsOfUnits } from './testing/make-ratings.ts'

type Units = (number | null)[][]

const unitsOf = (coders: number, missing: boolean): fc.Arbitrary<Units> => {
  const value = fc.integer({ min: 1, max: 4 })
  const cell = missing ? fc.option(value, { nil: null, freq: 3 }) : value
  return fc.array(fc.array(cell, { minLength: coders, maxLength: coders }), {
    minLength: 1,
    maxLength: 14,
  })
}
const someUnits = fc.integer({ min: 1, max: 5 }).chain((coders) => unitsOf(coders, true))
const level = fc.constantFrom<Level>(...LEVELS)
const CATEGORIES = ['1', '2', '3', '4']

const statistics = (units: Units, level: Level = 'nominal', categories?: string[]) =>
  reliabilityOf(
    ratingsOfUnits(units, { level, ...(categories === undefined ? {} : { categories }) }),
  ).statistics

function expectSame(
  left: Reliability['statistics'],
  right: Reliability['statistics'],
  leftOut: readonly StatisticName[] = [],
): void {
  for (const [name, { value }] of Object.entries(left)) {
    if (leftOut.includes(name as StatisticName)) continue
    const other = right[name as StatisticName].value
    if (value === null || other === null) expect([name, other]).toEqual([name, value])
    else expect([name, other]).toEqual([name, expect.closeTo(value, 9)])
  }
}

/** A permutation that the seed decides. */
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  new Streams(seed).stream('test').shuffle(list)

describe('coefficients do not depend on', () => {
  test('the order of units, nor of coders', () =>
    fc.assert(
      fc.property(someUnits, level, fc.nat(), (units, level, seed) => {
        const before = statistics(units, level)
        expectSame(before, statistics(shuffled(units, seed), level))
        const order = shuffled(units[0]?.map((_, i) => i) ?? [], seed)
        const turned = units.map((values) => order.map((coder) => values[coder] ?? null))
        expectSame(before, statistics(turned, level))
      }),
    ))

  test('the names of nominal categories', () =>
    fc.assert(
      fc.property(someUnits, fc.nat(), (units, seed) => {
        const names = shuffled([1, 2, 3, 4], seed)
        const renamed = units.map((values) =>
          values.map((value) => (value === null ? null : (names[value - 1] as number))),
        )
        expectSame(statistics(units), statistics(renamed))
      }),
    ))

  test('units that nobody coded; alpha and agreement not on units with one value either', () =>
    fc.assert(
      fc.property(someUnits, level, (units, level) => {
        const nobody = (units[0] ?? []).map(() => null)
        expectSame(statistics(units, level), statistics([...units, nobody], level))
        const pairable = units.filter((one) => one.filter((value) => value !== null).length > 1)
        fc.pre(pairable.length > 0)
        const [all, some] = [statistics(units, level), statistics(pairable, level)]
        for (const name of ['percent_agreement', 'krippendorff_alpha'] as const) {
          const [whole, without] = [all[name].value, some[name].value]
          if (whole === null) expect(without).toBeNull()
          else expect(without).toBeCloseTo(whole, 9)
        }
      }),
    ))

  test('the order of an ordinal scale turned round, nor the zero and the unit of an interval scale, nor the unit of a ratio scale', () =>
    fc.assert(
      fc.property(someUnits, (units) => {
        const mapped = (change: (value: number) => number): Units =>
          units.map((values) => values.map((value) => (value === null ? null : change(value))))
        expectSame(
          statistics(units, 'ordinal'),
          statistics(
            mapped((x) => 5 - x),
            'ordinal',
          ),
        )
        expectSame(
          statistics(units, 'interval'),
          statistics(
            mapped((x) => 3 * x - 700),
            'interval',
          ),
        )
        expectSame(
          statistics(units, 'ratio'),
          statistics(
            mapped((x) => 0.5 * x),
            'ratio',
          ),
        )
      }),
    ))
})

describe('coefficients keep to', () => {
  test('at most 1; agreement from 0 to 1; and a value or a reason, never NaN', () =>
    fc.assert(
      fc.property(someUnits, level, (units, level) => {
        for (const { value, reason } of Object.values(statistics(units, level))) {
          expect(value === null ? reason : value).toSatisfy((one: string | number) =>
            typeof one === 'string' ? one.length > 10 : one <= 1 + 1e-12 && Number.isFinite(one),
          )
        }
        const agreement = statistics(units, level).percent_agreement.value
        if (agreement !== null) expect(agreement).toBeGreaterThanOrEqual(0)
      }),
    ))

  test('alpha = 1 exactly where all values of each unit agree and units differ', () =>
    fc.assert(
      fc.property(someUnits, level, (units, level) => {
        const pairable = units
          .map((values) => values.filter((value) => value !== null))
          .filter(({ length }) => length > 1)
        const agrees = pairable.every((values) => new Set(values).size === 1)
        const varies = new Set(pairable.flat()).size > 1
        const alpha = statistics(units, level).krippendorff_alpha.value
        if (pairable.length < 2 || !varies) expect(alpha).toBeNull()
        else expect(alpha === 1).toBe(agrees)
      }),
    ))
})

describe('of two coders without missing values', () => {
  const two = unitsOf(2, false).filter(
    (units) => new Set(units.flat()).size > 1 && units.length > 1,
  )

  test("Fleiss' kappa is Scott's pi, and alpha is it with the correction for small samples: 1 − α = (1 − π)(n − 1)/n, n = 2N", () =>
    fc.assert(
      fc.property(two, (units) => {
        const { scott_pi, fleiss_kappa, krippendorff_alpha } = statistics(units)
        const n = 2 * units.length
        expect(fleiss_kappa.value).toBeCloseTo(scott_pi.value as number, 12)
        expect(1 - (krippendorff_alpha.value as number)).toBeCloseTo(
          ((1 - (scott_pi.value as number)) * (n - 1)) / n,
          12,
        )
      }),
    ))

  test("Conger's kappa is Cohen's", () =>
    fc.assert(
      fc.property(two, (units) => {
        const { cohen_kappa, conger_kappa } = statistics(units)
        if (cohen_kappa.value === null) expect(conger_kappa.value).toBeNull()
        else expect(conger_kappa.value).toBeCloseTo(cohen_kappa.value, 12)
      }),
    ))

  test("quadratically weighted kappa is the concordance of the two coders' numbers (Fleiss & Cohen 1973; Lin 1989)", () =>
    fc.assert(
      fc.property(two, (units) => {
        const kappa = statistics(units, 'interval').cohen_kappa_quadratic.value
        const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length
        const [x, y] = [units.map(([a]) => a as number), units.map(([, b]) => b as number)]
        const apart = mean(x.map((one, i) => (one - (y[i] as number)) ** 2))
        const spread = (values: number[]): number =>
          mean(values.map((one) => (one - mean(values)) ** 2))
        expect(kappa).toBeCloseTo(1 - apart / (spread(x) + spread(y) + (mean(x) - mean(y)) ** 2), 9)
      }),
    ))

  test('with two categories all weights are the same, PABAK is Brennan–Prediger, and all levels of alpha agree', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })), {
          minLength: 2,
        }),
        (pairs) => {
          const units = pairs.map((pair) => [...pair])
          const all = statistics(units, 'ordinal', ['1', '2'])
          for (const name of ['cohen_kappa_linear', 'cohen_kappa_quadratic'] as const)
            expect(all[name].value ?? 9).toBeCloseTo(all.cohen_kappa.value ?? 9, 12)
          for (const name of ['gwet_ac2_linear', 'gwet_ac2_quadratic', 'gwet_ac2_ordinal'] as const)
            expect(all[name].value).toBeCloseTo(all.gwet_ac1.value as number, 12)
          expect(all.pabak.value).toBeCloseTo(all.brennan_prediger.value as number, 12)
          const nominal = statistics(units).krippendorff_alpha.value
          for (const level of ['ordinal', 'interval', 'ratio'] as const)
            expect(statistics(units, level).krippendorff_alpha.value ?? 9).toBeCloseTo(
              nominal ?? 9,
              12,
            )
        },
      ),
    ))
})

test('a declared category that nobody used counts for AC1 and Brennan–Prediger, and for no other nominal coefficient', () =>
  fc.assert(
    fc.property(
      someUnits.filter((units) => new Set(units.flat().filter((one) => one !== null)).size === 3),
      (units) => {
        const [used, declared] = [statistics(units), statistics(units, 'nominal', CATEGORIES)]
        expectSame(used, declared, ['gwet_ac1', 'brennan_prediger'])
        if (used.gwet_ac1.value !== null && used.percent_agreement.value !== 1) {
          expect(declared.gwet_ac1.value).toBeGreaterThan(used.gwet_ac1.value)
          expect(declared.brennan_prediger.value).toBeGreaterThan(
            used.brennan_prediger.value as number,
          )
        }
      },
    ),
  ))

test('the sums that are kept for measurements of many values give the same alpha, and no coefficient that they do not hold', () =>
  fc.assert(
    fc.property(someUnits, fc.constantFrom<Level>('interval', 'ratio'), (units, level) => {
      const ratings = ratingsOfUnits(units, { level })
      const full = krippendorffAlpha(sumsOf(rowsOfUnits(ratings, layoutOf(ratings)).rows))
      const lean = sumsOf(rowsOfUnits(ratings, layoutOf(ratings, true)).rows)
      if (full.value === null) expect(krippendorffAlpha(lean).value).toBeNull()
      else expect(krippendorffAlpha(lean).value).toBeCloseTo(full.value, 9)
      expect(percentAgreement(lean).value).toBeNull()
    }),
  ))

test('alpha is 1 less the ratio of observed and expected disagreement, by its definition, at every level', () =>
  fc.assert(
    fc.property(someUnits, level, (units, level) => {
      const alpha = statistics(units, level).krippendorff_alpha.value
      fc.pre(alpha !== null)
      expect(alpha).toBeCloseTo(alphaByDefinition(units, level), 9)
    }),
  ))

/** Alpha from its matrix of coincidences, cell by cell. */
function alphaByDefinition(units: Units, level: Level): number {
  const o = CATEGORIES.map(() => CATEGORIES.map(() => 0))
  for (const values of units) {
    const given = values.filter((value) => value !== null)
    for (const [i, c] of given.entries())
      for (const [j, k] of given.entries())
        if (i !== j) (o[c - 1] as number[])[k - 1]! += 1 / (given.length - 1)
  }
  const n = o.map((row) => row.reduce((a, b) => a + b, 0))
  const total = n.reduce((a, b) => a + b, 0)
  const delta = (c: number, k: number): number => {
    if (c === k) return 0
    const [low, high] = [Math.min(c, k), Math.max(c, k)]
    switch (level) {
      case 'nominal':
        return 1
      case 'ordinal': {
        const between = n.slice(low, high + 1).reduce((a, b) => a + b, 0)
        return (between - ((n[c] as number) + (n[k] as number)) / 2) ** 2
      }
      case 'interval':
        return (c - k) ** 2
      case 'ratio':
        return ((c - k) / (c + k + 2)) ** 2
    }
  }
  let [observed, expected] = [0, 0]
  for (let c = 0; c < 4; c++)
    for (let k = 0; k < 4; k++) {
      observed += (o[c]?.[k] as number) * delta(c, k)
      expected += (n[c] as number) * (n[k] as number) * delta(c, k)
    }
  return 1 - ((total - 1) * observed) / expected
}

test.each([1e300, 1e-300, 1e160, 1e-160])(
  'no coefficient depends on the unit of measurement, %d',
  (unit) => {
    const units = [
      [1, 2],
      [3, 3],
      [0, 1],
      [5, 4],
    ]
    const scaled = units.map((values) => values.map((value) => value * unit))
    for (const metric of ['interval', 'ratio'] as const) {
      const [plain, other] = [statistics(units, metric), statistics(scaled, metric)]
      for (const name of [
        'krippendorff_alpha',
        'cohen_kappa_quadratic',
        'gwet_ac2_linear',
      ] as const)
        expect(other[name].value).toBeCloseTo(plain[name].value as number, 12)
    }
  },
)
