import { describe, expect, test } from 'vitest'
import { adjustP } from './adjust-p.ts'
import { cohenD, cohenH, hedgesG } from './effect-sizes.ts'
import { mannWhitney } from './mann-whitney.ts'
import { permuteMeans } from './permutation.ts'
import { signedRank } from './signed-rank.ts'
import vectors from './testing/vectors.json' with { type: 'json' }

const { tests } = vectors

describe('to the digits that are printed', () => {
  test('Mann–Whitney of the permeability of membranes, with its effect sizes', () => {
    const { x, y, ...right } = tests.mwu_no_ties
    const found = mannWhitney(x, y)
    expect(found.u).toBe(right.U_x)
    expect(found.pExact).toBeCloseTo(right.p_exact_two, 10)
    expect(found.pGreater).toBeCloseTo(right.p_exact_greater, 10)
    expect(found.pNormal).toBeCloseTo(right.p_normal_cc, 9)
    expect(found.pNormalUncorrected).toBeCloseTo(right.p_normal, 9)
    expect(found.rankBiserial).toBeCloseTo(right.rank_biserial, 12)
    expect(cohenD(x, y).value).toBeCloseTo(right.cohen_d, 10)
    expect(hedgesG(x, y).value).toBeCloseTo(right.hedges_g, 10)
    const permuted = permuteMeans(x, y)
    expect(permuted).toMatchObject({ exact: true, splits: 3003 })
    expect(permuted.p).toBeCloseTo(right.perm_mean_exact_two, 10)
  })

  test('signed ranks of depression before and after', () => {
    const { x, y, ...right } = tests.signed_rank
    const found = signedRank(x.map((one, i) => one - (y[i] ?? NaN)))
    expect(found.v).toBe(right.V)
    expect(found.pGreater).toBe(right.p_exact_greater)
    expect(found.pExact).toBe(right.p_exact_two)
    expect(found.rankBiserial).toBeCloseTo(right.matched_rank_biserial, 10)
  })

  test('the fifteen tests of Benjamini and Hochberg', () => {
    const { p, holm, bh, bonferroni_first9: bonferroni } = tests.padjust_BH1995
    const close = (found: readonly number[], right: readonly number[]): void =>
      right.forEach((one, i) => expect(found[i]).toBeCloseTo(one, 10))
    close(adjustP(p, 'holm'), holm)
    close(adjustP(p, 'benjamini-hochberg'), bh)
    close(adjustP(p, 'bonferroni'), bonferroni)
    const rejected = (list: readonly number[]): number => list.filter((one) => one <= 0.05).length
    expect(rejected(adjustP(p, 'benjamini-hochberg'))).toBe(4)
    expect(rejected(adjustP(p, 'holm'))).toBe(3)
  })

  test.each(tests.cohen_h)('h of $p1 and $p2', ({ p1, p2, h }) => {
    expect(cohenH(p1, p2)).toBeCloseTo(h, 10)
  })
})
