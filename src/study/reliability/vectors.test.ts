import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { confusionTable, kappaErrors } from './confusion-table.ts'
import { fleissNullError } from './fleiss-kappa.ts'
import { layoutOf } from './layout.ts'
import { LEVELS, type Level } from './level.ts'
import { percentAgreement } from './percent-agreement.ts'
import type { Ratings } from './ratings.ts'
import { reliabilityOf, type StatisticName } from './reliability-of.ts'
import { rowsOfUnits } from './rows.ts'
import { sumsOf, type Sums } from './sums.ts'
import { ratingsOfUnits, transposed, unitsOfCounts, unitsOfTable } from './testing/make-ratings.ts'

interface Vectors {
  krippendorff_alpha: ({ id: string; raters_by_units: (number | null)[][] } & Partial<
    Record<Level, number>
  >)[]
  fleiss_kappa: {
    counts: number[][]
    kappa: number
    gwet_ac1: number
    kripp_alpha_nominal: number
    pa: number
  }[]
  two_rater_tables: ({ id: string; t: number[][] } & Record<string, number>)[]
  gwet_missing: Record<string, number>
}

const vectors = JSON.parse(
  readFileSync(new URL('./testing/vectors.json', import.meta.url), 'utf8'),
) as Vectors

const valueOf = (ratings: Ratings, name: StatisticName): number =>
  reliabilityOf(ratings).statistics[name].value as number
const sumsIn = (ratings: Ratings): Sums => sumsOf(rowsOfUnits(ratings, layoutOf(ratings)).rows)

describe("Krippendorff's alpha of published data", () => {
  for (const { id, raters_by_units, ...levels } of vectors.krippendorff_alpha) {
    for (const level of LEVELS) {
      const expected = levels[level]
      if (expected === undefined) continue
      test(`${id}, ${level}`, () => {
        const alpha = valueOf(
          ratingsOfUnits(transposed(raters_by_units), { level }),
          'krippendorff_alpha',
        )
        expect(alpha).toBeCloseTo(expected, 9)
      })
    }
  }

  test('is .691 nominal and .811 interval of the example of three observers in Wikipedia, and .807 ordinal', () => {
    // 15 units, of which 11 have two values or more.
    const data = [
      [null, null, null, null, null, 3, 4, 1, 2, 1, 1, 3, 3, null, 3],
      [1, null, 2, 1, 3, 3, 4, 3, null, null, null, null, null, null, null],
      [null, null, 2, 1, 3, 4, 4, null, 2, 1, 1, 3, 3, null, 4],
    ]
    const alphaAt = (level: Level): number =>
      valueOf(ratingsOfUnits(transposed(data), { level }), 'krippendorff_alpha')
    expect(alphaAt('nominal')).toBeCloseTo(0.691, 3)
    expect(alphaAt('interval')).toBeCloseTo(0.811, 3)
    expect(alphaAt('ordinal')).toBeCloseTo(0.807, 3)
  })
})

describe('many coders', () => {
  const [fleiss] = vectors.fleiss_kappa as [Vectors['fleiss_kappa'][number]]
  const ratings = ratingsOfUnits(unitsOfCounts(fleiss.counts))

  test("Fleiss' kappa, AC1 and alpha of fourteen raters", () => {
    expect(valueOf(ratings, 'fleiss_kappa')).toBeCloseTo(fleiss.kappa, 9)
    expect(valueOf(ratings, 'fleiss_kappa_generalised')).toBeCloseTo(fleiss.kappa, 9)
    expect(valueOf(ratings, 'gwet_ac1')).toBeCloseTo(fleiss.gwet_ac1, 9)
    expect(valueOf(ratings, 'krippendorff_alpha')).toBeCloseTo(fleiss.kripp_alpha_nominal, 9)
    expect(valueOf(ratings, 'percent_agreement')).toBeCloseTo(fleiss.pa, 9)
  })

  test('with missing values: agreement, AC1, AC2, generalised Fleiss, Conger, Brennan-Prediger', () => {
    const [data] = vectors.krippendorff_alpha as [Vectors['krippendorff_alpha'][number]]
    const expected = vectors.gwet_missing
    const missing = ratingsOfUnits(transposed(data.raters_by_units), { level: 'ordinal' })
    expect(valueOf(missing, 'percent_agreement')).toBeCloseTo(expected['pa'] as number, 9)
    expect(valueOf(missing, 'gwet_ac1')).toBeCloseTo(expected['ac1'] as number, 9)
    expect(valueOf(missing, 'gwet_ac2_linear')).toBeCloseTo(expected['ac2_linear'] as number, 9)
    expect(valueOf(missing, 'gwet_ac2_quadratic')).toBeCloseTo(
      expected['ac2_quadratic'] as number,
      9,
    )
    expect(valueOf(missing, 'fleiss_kappa_generalised')).toBeCloseTo(
      expected['fleiss_generalised'] as number,
      5,
    )
    expect(valueOf(missing, 'brennan_prediger')).toBeCloseTo(
      expected['brennan_prediger'] as number,
      5,
    )
    expect(reliabilityOf(missing).statistics.fleiss_kappa.reason).toContain(
      'fleiss_kappa_generalised',
    )
  })

  test("Conger's kappa, with the value of unit 12 given by the third rater as Gwet has it", () => {
    const [data] = vectors.krippendorff_alpha as [Vectors['krippendorff_alpha'][number]]
    const units = transposed(data.raters_by_units)
    units[11] = [null, null, 3, null]
    expect(valueOf(ratingsOfUnits(units), 'conger_kappa')).toBeCloseTo(
      vectors.gwet_missing['conger'] as number,
      5,
    )
  })

  test("Fleiss' null standard error is .0244 for the marginals of Fleiss 1971: 30 subjects, 6 raters, shares of .144, .144, .167, .306, .239", () => {
    // It depends on the data through the marginals alone: 26, 26, 30, 55 and 43 of 180 values.
    const values = [26, 26, 30, 55, 43].flatMap((times, k) =>
      Array.from({ length: times }, () => k),
    )
    const units = Array.from({ length: 30 }, (_, u) => values.filter((_, i) => i % 30 === u))
    expect(fleissNullError(sumsIn(ratingsOfUnits(units))).value).toBeCloseTo(0.0244, 4)
  })
})

describe('two coders', () => {
  test.each(vectors.two_rater_tables)('$id', ({ t, ...expected }) => {
    const ratings = ratingsOfUnits(unitsOfTable(t), { level: 'ordinal' })
    const { statistics, errors } = reliabilityOf(ratings)
    const found: Record<string, number | null | undefined> = {
      kappa: statistics.cohen_kappa.value,
      se: errors.get('cohen_kappa')?.asymptotic?.value,
      ac1: statistics.gwet_ac1.value,
      po: statistics.percent_agreement.value,
      scott_pi: statistics.scott_pi.value,
      pabak_bp: statistics.pabak.value,
      kripp_alpha: reliabilityOf(ratingsOfUnits(unitsOfTable(t))).statistics.krippendorff_alpha
        .value,
      PI: statistics.prevalence_index.value,
      BI: statistics.bias_index.value,
      kappa_linear: statistics.cohen_kappa_linear.value,
      se_linear: errors.get('cohen_kappa_linear')?.asymptotic?.value,
      kappa_quadratic: statistics.cohen_kappa_quadratic.value,
      se_quadratic: errors.get('cohen_kappa_quadratic')?.asymptotic?.value,
    }
    const numbers = Object.entries(expected).filter(([, value]) => typeof value === 'number')
    expect(numbers.length).toBeGreaterThan(2)
    for (const [name, value] of numbers)
      expect([name, found[name]]).toEqual([name, expect.closeTo(value as number, 9)])
  })

  test('kappa .492 of Cohen 1960, with the standard errors of Fleiss, Cohen & Everitt 1969', () => {
    // Cohen 1960, table 1, as 200 units: shares of .44 .07 .09 / .05 .20 .05 / .01 .03 .06.
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]
    const ratings = ratingsOfUnits(unitsOfTable(table))
    expect(valueOf(ratings, 'cohen_kappa')).toBeCloseTo(0.492, 3)
    const errors = kappaErrors(confusionTable(ratings, 0, 1) as never)
    // Their formulas (10) and (13) in the form for plain kappa, worked out apart.
    expect(errors.underNull.value).toBeCloseTo(0.051978936, 8)
    expect(errors.asymptotic.value).toBeCloseTo(0.0510018156, 8)
  })

  test('weighted agreement of two coders is the mean of the weights of their cells', () => {
    const sums = sumsIn(
      ratingsOfUnits(
        [
          [1, 3],
          [2, 2],
          [3, 2],
        ],
        { level: 'ordinal' },
      ),
    )
    expect(percentAgreement(sums, 'linear').value).toBeCloseTo((0 + 1 + 0.5) / 3, 12)
    expect(percentAgreement(sums, 'quadratic').value).toBeCloseTo((0 + 1 + 0.75) / 3, 12)
    expect(percentAgreement(sums, 'ordinal').value).toBeCloseTo((0 + 1 + 2 / 3) / 3, 12)
  })
})
