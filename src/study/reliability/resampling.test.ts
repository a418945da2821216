import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { quantileT } from '../statistics/student-t.ts'
import { bootstrap } from './bootstrap.ts'
import { COEFFICIENTS } from './coefficients.ts'
import { jackknife } from './jackknife.ts'
import { layoutOf } from './layout.ts'
import { reliabilityOf } from './reliability-of.ts'
import { byBinomials, byPoisson, resampler } from './resample.ts'
import { rowsOfClusters } from './cluster-rows.ts'
import { rowsOfUnits } from './rows.ts'
import { sumsOf } from './sums.ts'
import { ratingsOfUnits } from './testing/make-ratings.ts'

const random = (name: string) => new Streams(5).stream(name)

describe('draws with replacement', () => {
  const count = Float64Array.of(5_000, 1, 60, 900, 3, 39)
  const n = 6_003
  const rowOf = Uint32Array.from(
    [...count].flatMap((times, row) => Array.from({ length: times }, () => row)),
  )

  test.each([
    ['by binomials', byBinomials(count, n, random('binomials'))],
    ['by Poisson counts', byPoisson(count, rowOf, random('poisson'))],
  ])(
    '%s are as many as there are rows to draw, with the means, variances and covariances of a multinomial',
    (_, draw) => {
      const replicates = 20_000
      const times = new Float64Array(count.length)
      const sums = new Float64Array(count.length)
      const squares = new Float64Array(count.length)
      let product = 0
      for (let i = 0; i < replicates; i++) {
        draw(times)
        expect(times.reduce((a, b) => a + b, 0)).toBe(n)
        for (const [row, drawn] of times.entries()) {
          sums[row]! += drawn
          squares[row]! += (drawn - (count[row] as number)) ** 2
        }
        product += ((times[0] as number) - 5_000) * ((times[3] as number) - 900)
      }
      for (const [row, expected] of count.entries()) {
        const variance = expected * (1 - expected / n)
        const error = Math.sqrt(variance / replicates)
        expect(Math.abs((sums[row] as number) / replicates - expected)).toBeLessThan(4.5 * error)
        // The kurtosis of a small Poisson count is 3 + 1/mean.
        const spread = variance * Math.sqrt((2 + 1 / expected) / replicates)
        expect(Math.abs((squares[row] as number) / replicates - variance)).toBeLessThan(
          4.5 * spread,
        )
      }
      expect(product / replicates / ((-5_000 * 900) / n)).toBeCloseTo(1, 1)
    },
  )

  test('are the same for the same seed', () => {
    const drawn = [1, 2].map(() => {
      const times = new Float64Array(count.length)
      resampler(count, random('again'))(times)
      return [...times]
    })
    expect(drawn[0]).toEqual(drawn[1])
  })
})

/** 300 units of three coders, some values missing, in 20 runs that differ. */
function someData(): { units: (number | null)[][]; runs: string[] } {
  const stream = random('data')
  const units: (number | null)[][] = []
  const runs: string[] = []
  for (let u = 0; u < 300; u++) {
    const run = u % 20
    const truth = stream.chance(0.15 + run / 40) ? 1 : stream.below(3) + 1
    units.push(
      [0, 1, 2].map(() => {
        if (stream.chance(0.1)) return null
        return stream.chance(0.7) ? truth : stream.below(4) + 1
      }),
    )
    runs.push(`run${run}`)
  }
  return { units, runs }
}

describe('the bootstrap', () => {
  const { units, runs } = someData()
  const names = ['krippendorff_alpha', 'gwet_ac1', 'fleiss_kappa_generalised'] as const

  test.each(['nominal', 'ordinal', 'interval', 'ratio'] as const)(
    'of grouped units has the distribution of drawing units one by one, at %s level',
    (level) => {
      const ratings = ratingsOfUnits(units, { level, categories: ['1', '2', '3', '4'] })
      const { rows } = rowsOfUnits(ratings, layoutOf(ratings))
      const fast = bootstrap(rows, names, { replicates: 3_000, random: random('fast') })
      const stream = random('naive')
      const naive = new Map(names.map((name): [string, number[]] => [name, []]))
      for (let i = 0; i < 400; i++) {
        const drawn = units.map(() => stream.pick(units))
        const again = ratingsOfUnits(drawn, { level, categories: ['1', '2', '3', '4'] })
        const sums = sumsOf(rowsOfUnits(again, layoutOf(again)).rows)
        for (const name of names) naive.get(name)?.push(COEFFICIENTS[name](sums).value as number)
      }
      for (const name of names) {
        const values = (naive.get(name) ?? []).sort((a, b) => a - b)
        const mean = values.reduce((a, b) => a + b, 0) / values.length
        const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1))
        const interval = fast.get(name)
        if (interval === undefined || interval.low === null) throw new Error('no interval')
        expect(Math.abs(interval.error / sd - 1)).toBeLessThan(0.16)
        expect(Math.abs(interval.low - (values[10] as number)) / sd).toBeLessThan(0.4)
        expect(Math.abs(interval.high - (values[389] as number)) / sd).toBeLessThan(0.4)
        expect(interval.undefined).toBe(0)
      }
    },
  )

  test('of clusters draws whole clusters: where all units of a cluster are alike, it is as wide as one of so many units', () => {
    const one = ratingsOfUnits(units.slice(0, 40))
    const tenfold = ratingsOfUnits(
      units.slice(0, 40).flatMap((unit) => Array.from({ length: 10 }, () => unit)),
      { level: 'nominal' },
      units.slice(0, 40).flatMap((_, u) => Array.from({ length: 10 }, () => `run${u}`)),
    )
    const drawn = rowsOfUnits(tenfold, layoutOf(tenfold))
    const clusters = rowsOfClusters(tenfold, drawn)
    if (clusters === null) throw new Error('no clusters')
    const error = (rows: typeof clusters): number => {
      const interval = bootstrap(rows, ['gwet_ac1'], {
        replicates: 4_000,
        random: random('c'),
      }).get('gwet_ac1')
      return (interval?.low === null ? undefined : interval?.error) as number
    }
    const ofUnits = error(rowsOfUnits(one, layoutOf(one)).rows)
    expect(error(clusters) / ofUnits).toBeCloseTo(1, 1)
    expect(error(drawn.rows) / ofUnits).toBeCloseTo(Math.sqrt(0.1), 1)
    expect(jackknife(clusters, ['gwet_ac1'])).toEqual(
      new Map([
        ['gwet_ac1', expect.objectContaining({ error: expect.closeTo(jackknifeError(one), 9) })],
      ]),
    )
  })

  test('sums of clusters are the sums of their units', () => {
    for (const level of ['nominal', 'ordinal', 'ratio'] as const) {
      const ratings = ratingsOfUnits(units, { level }, runs)
      const drawn = rowsOfUnits(ratings, layoutOf(ratings))
      const clusters = rowsOfClusters(ratings, drawn)
      const [whole, parts] = [sumsOf(drawn.rows).at, sumsOf(clusters as never).at]
      for (const [k, sum] of whole.entries()) expect(parts[k]).toBeCloseTo(sum, 8)
    }
  })

  test('leaves out replicates in which a coefficient is not defined, and counts them', () => {
    const rare = ratingsOfUnits([...Array.from({ length: 9 }, () => [1, 1]), [1, 2]])
    const { bootstrap: intervals, jackknife: left } = reliabilityOf(rare, {
      replicates: 1_000,
      random: random('rare'),
      byCluster: false,
    })
    const interval = intervals.get('krippendorff_alpha')
    // (1 − 1/10)^10 = .349 of the replicates lack the only unit with a 2.
    expect(Math.abs((interval?.undefined ?? 0) - 349)).toBeLessThan(70)
    expect(left.get('krippendorff_alpha')).toMatchObject({ undefined: 1 })
  })

  test('of one cluster is none, and says so', () => {
    const ratings = ratingsOfUnits(
      units,
      { level: 'nominal' },
      units.map(() => 'one'),
    )
    const { bootstrap: intervals } = reliabilityOf(ratings, {
      replicates: 100,
      random: random('one'),
      byCluster: true,
    })
    expect(intervals.get('krippendorff_alpha')).toMatchObject({ low: null, reason: /only one/ })
  })
})

function jackknifeError(ratings: ReturnType<typeof ratingsOfUnits>): number {
  const interval = jackknife(rowsOfUnits(ratings, layoutOf(ratings)).rows, ['gwet_ac1']).get(
    'gwet_ac1',
  )
  return interval?.low === null ? Number.NaN : (interval?.error as number)
}

describe('the jackknife', () => {
  test('of a mean is the standard error of the mean, with the quantile of Student', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })), {
          minLength: 3,
        }),
        (pairs) => {
          const ratings = ratingsOfUnits(pairs.map((pair) => [...pair]))
          const { rows } = rowsOfUnits(ratings, layoutOf(ratings))
          const interval = jackknife(rows, ['percent_agreement']).get('percent_agreement')
          const p = pairs.filter(([a, b]) => a === b).length / pairs.length
          const error = Math.sqrt((p * (1 - p)) / (pairs.length - 1))
          if (p === 0 || p === 1) {
            expect(interval).toMatchObject({ low: null, reason: expect.any(String) as string })
            return
          }
          if (interval === undefined || interval.low === null) throw new Error('no interval')
          expect(interval.error).toBeCloseTo(error, 10)
          const high = p + quantileT(0.95, pairs.length - 1) * error
          expect(interval.high).toBeCloseTo(Math.min(1, high), 9)
          expect(interval.cutOff?.includes('high') ?? false).toBe(high > 1)
        },
      ),
    ))

  test('leaves out one unit at a time, by hand', () => {
    const { units } = someData()
    const few = units.slice(0, 12)
    const ratings = ratingsOfUnits(few, { level: 'ordinal', categories: ['1', '2', '3', '4'] })
    const interval = jackknife(rowsOfUnits(ratings, layoutOf(ratings)).rows, [
      'krippendorff_alpha',
    ]).get('krippendorff_alpha')
    const without = few.map((_, left) => {
      const rest = few.filter((__, i) => i !== left)
      return reliabilityOf(
        ratingsOfUnits(rest, { level: 'ordinal', categories: ['1', '2', '3', '4'] }),
      ).statistics.krippendorff_alpha.value as number
    })
    const mean = without.reduce((a, b) => a + b, 0) / 12
    const error = Math.sqrt((without.reduce((a, b) => a + (b - mean) ** 2, 0) * 11) / 12)
    expect(interval).toMatchObject({ error: expect.closeTo(error, 10) as number })
  })
})
