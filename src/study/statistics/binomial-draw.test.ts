import { describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { binomialDraw } from './binomial-draw.ts'

/** The probabilities of 0 to n successes. */
function binomialMasses(n: number, p: number): number[] {
  const logs = [0]
  for (let k = 1; k <= n; k++)
    logs.push((logs[k - 1] as number) + Math.log((n - k + 1) / k) + Math.log(p / (1 - p)))
  return logs.map((log) => Math.exp(log + n * Math.log1p(-p)))
}

/** Pearson's χ² of draws against the masses, cells of expectation below 5 pooled, and its degrees of freedom. */
function fitOf(n: number, p: number, draws: number): { chi2: number; df: number } {
  const random = new Streams(7).stream(`binomial/${n}/${p}`)
  const seen = new Float64Array(n + 1)
  for (let i = 0; i < draws; i++) {
    const k = binomialDraw(n, p, random)
    seen[k] = (seen[k] as number) + 1
  }
  let [chi2, df, pooledSeen, pooled] = [0, -1, 0, 0]
  binomialMasses(n, p).forEach((mass, k) => {
    pooled += mass * draws
    pooledSeen += seen[k] as number
    if (pooled < 5) return
    chi2 += (pooledSeen - pooled) ** 2 / pooled
    df++
    pooled = pooledSeen = 0
  })
  return { chi2, df }
}

describe('a binomial draw', () => {
  test.each([
    [1, 0.3],
    [12, 0.5],
    [40, 0.1],
    [40, 0.9],
    [1_000, 0.002],
    [25, 0.45],
    [100, 0.11],
    [200, 0.5],
    [500, 0.83],
    [5_000, 0.004],
  ])('of %d trials with probability %d has the distribution of its formula', (n, p) => {
    const { chi2, df } = fitOf(n, p, 100_000)
    // Wilson–Hilferty: four standard deviations above what is expected.
    const z = ((chi2 / df) ** (1 / 3) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df))
    expect(z).toBeLessThan(4)
  })

  test('of a million trials has its mean and deviation', () => {
    const random = new Streams(3).stream('large')
    const draws = Array.from({ length: 20_000 }, () => binomialDraw(1_000_000, 0.3, random))
    const mean = draws.reduce((sum, k) => sum + k, 0) / draws.length
    const variance = draws.reduce((sum, k) => sum + (k - mean) ** 2, 0) / draws.length
    expect(Math.abs(mean - 300_000)).toBeLessThan((4 * Math.sqrt(210_000)) / Math.sqrt(20_000))
    expect(Math.abs(variance / 210_000 - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000))
  })

  test('is certain where the probability is, and refuses what is no number of trials', () => {
    const random = new Streams(1).stream('edge')
    expect(binomialDraw(9, 0, random)).toBe(0)
    expect(binomialDraw(9, 1, random)).toBe(9)
    expect(binomialDraw(0, 0.4, random)).toBe(0)
    expect(() => binomialDraw(1.5, 0.4, random)).toThrow(/number of trials/)
    expect(() => binomialDraw(3, 1.2, random)).toThrow(/no probability/)
  })
})
