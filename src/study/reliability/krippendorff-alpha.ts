/** Krippendorff's alpha. */
import { defined, ONE_CATEGORY, undefinedFor, type Coefficient } from './coefficient.ts'
import { COINCIDENT, VALUES, type Layout } from './layout.ts'
import { ratioDisagreement, type RatioDisagreement } from './ratio-disagreement.ts'
import { whyNone } from './shares.ts'
import type { Sums } from './sums.ts'

/**
 * α = 1 − D_o / D_e (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2019, Content Analysis, 4th ed., ch. 12), at the level of the ratings, for any number
 * of coders and with missing values. o_ck = Σ_u (ordered pairs c, k in u) / (m_u − 1), n_c = Σ_k o_ck, n = Σ n_c; D_o = Σ o_ck δ²_ck / n, D_e = Σ n_c n_k δ²_ck /
 * (n (n − 1)). δ² is 0 or 1 (nominal), (Σ_{g=c..k} n_g − (n_c + n_k)/2)² (ordinal), (c − k)² (interval), ((c − k)/(c + k))² (ratio). The ordinal metric is not that of
 * "ordinal" agreement weights. Units with fewer than two values are skipped. Null where all values are one category: D_e is 0 then.
 */
export function krippendorffAlpha(sums: Sums): Coefficient {
  const none = whyNone(sums)
  if (none !== undefined) return none
  const { layout, at } = sums
  if (layout.marginal >= 0 && usedCategories(sums) < 2) return undefinedFor(ONE_CATEGORY)
  const { within, between } = disagreements(sums)
  // Without counts of categories, values that are all one show in a spread that is nothing but rounding.
  const scale = layout.moments < 0 ? 0 : (at[layout.moments + 1] as number) * (at[VALUES] as number)
  if (layout.level === 'interval' && layout.marginal < 0 && between <= 1e-12 * scale)
    return undefinedFor(ONE_CATEGORY)
  return defined(1 - (((at[VALUES] as number) - 1) * within) / between)
}

function usedCategories({ layout, at }: Sums): number {
  let used = 0
  for (let k = 0; k < layout.categories; k++) if ((at[layout.marginal + k] as number) > 0) used++
  return used
}

/** Σ o_ck δ² and Σ n_c n_k δ², over ordered pairs. */
interface Disagreements {
  readonly within: number
  readonly between: number
}

function disagreements(sums: Sums): Disagreements {
  const { layout, at } = sums
  const n = at[VALUES] as number
  switch (layout.level) {
    case 'nominal':
      return { within: n - (at[COINCIDENT] as number), between: n * n - squaredCounts(sums) }
    case 'ordinal':
      return ordinal(sums)
    case 'interval': {
      const [sum, squares] = [at[layout.moments] as number, at[layout.moments + 1] as number]
      return { within: at[layout.moments + 2] as number, between: 2 * (n * squares - sum * sum) }
    }
    case 'ratio': {
      const counts = at.subarray(layout.marginal, layout.marginal + layout.categories)
      return { within: at[layout.moments + 2] as number, between: ratioOf(layout)(counts) }
    }
  }
}

function squaredCounts({ layout, at }: Sums): number {
  let sum = 0
  for (let k = 0; k < layout.categories; k++) sum += (at[layout.marginal + k] as number) ** 2
  return sum
}

/** The ordinal metric is the squared distance of mid-ranks: Σ_{g=c..k} n_g − (n_c + n_k)/2 = R_k − R_c with R_c = Σ_{g<c} n_g + n_c/2. */
function ordinal({ layout, at, pairs }: Sums): Disagreements {
  const n = at[VALUES] as number
  const ranks = new Float64Array(layout.categories)
  let [before, sum, squares] = [0, 0, 0]
  for (let c = 0; c < ranks.length; c++) {
    const times = at[layout.marginal + c] as number
    // Counted from the middle, so that squares stay small; half of n is always exact.
    const rank = before + times / 2 - n / 2
    ranks[c] = rank
    sum += times * rank
    squares += times * rank * rank
    before += times
  }
  let within = 0
  for (let i = 0; i < pairs.low.length; i++) {
    const apart =
      (ranks[pairs.high[i] as number] as number) - (ranks[pairs.low[i] as number] as number)
    within += (at[layout.pairs + i] as number) * apart * apart
  }
  return { within, between: 2 * (n * squares - sum * sum) }
}

const ratios = new WeakMap<Layout, RatioDisagreement>()

/** One function for each layout: what it prepares serves all replicates. */
function ratioOf(layout: Layout): RatioDisagreement {
  const known = ratios.get(layout)
  if (known !== undefined) return known
  const made = ratioDisagreement(layout.numbers ?? new Float64Array(0))
  ratios.set(layout, made)
  return made
}
