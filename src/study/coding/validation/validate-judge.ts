/** A judge held against a person: its errors, prevalence corrected for them, and whether it errs otherwise under other treatments. */
import { chiSquaredAbove } from '../../statistics/chi-squared.ts'
import {
  langReiczigel,
  roganGladen,
  withNormalInterval,
  type Corrected,
} from './corrected-prevalence.ts'
import {
  effectiveSize,
  sampleOf,
  unseenWeight,
  weightedShare,
  wilsonOf,
  type Drawn,
  type Sample,
  type StratumSize,
} from './weighted-share.ts'

/** A unit that both have coded. */
export interface TwiceCoded extends Drawn {
  readonly judge: 0 | 1
  readonly human: 0 | 1
  readonly treatment: string
}

/** All units that the judge has coded, of a treatment. */
export interface JudgedUnits {
  readonly treatment: string
  readonly n: number
  readonly yes: number
}

export interface Rate {
  readonly estimate: number | null
  readonly interval: readonly [low: number, high: number] | null
  /** Units that both coded and that count. */
  readonly n: number
  /** So many of a simple random sample would know as much. */
  readonly effective_n: number | null
  readonly reason: string | null
}

export interface JudgeErrors {
  /** Units that the judge coded, and that both did. */
  readonly judged: number
  readonly twice: number
  readonly both_yes: number
  readonly only_judge: number
  readonly only_human: number
  readonly both_no: number
  readonly sensitivity: Rate
  readonly specificity: Rate
  readonly prevalence: {
    /** What the judge says of all units that it coded. */
    readonly judge: number | null
    readonly rogan_gladen: Corrected
    /** The judge's share, and what it is off by in the sample (Angelopoulos et al. 2023, Science 382, 669–674, doi:10.1126/science.adi6000). */
    readonly prediction_powered: Corrected
  }
}

/** Whether a rate differs between treatments: a χ² test of homogeneity. */
export interface Differential {
  readonly chi_squared: number | null
  readonly df: number | null
  readonly p: number | null
  /** True where p < 0.05: comparisons of treatments by this judge are then comparisons of its errors, too. */
  readonly flag: boolean
  readonly reason: string | null
}

export interface Validation extends JudgeErrors {
  readonly by_treatment: Readonly<Record<string, JudgeErrors>>
  readonly differential: { readonly sensitivity: Differential; readonly specificity: Differential }
}

/**
 * Sensitivity and specificity weigh each unit by the inverse of its chance of being drawn; their intervals are Wilson's on the effective sample size. Intervals take units
 * for independent and are about units like these: they know nothing of how runs differ.
 */
export function validateJudge(
  population: readonly JudgedUnits[],
  twice: readonly TwiceCoded[],
  strata: readonly StratumSize[],
): Validation {
  const sample = sampleOf(twice, strata)
  const ofTreatments = population.map((one): [string, JudgeErrors] => [
    one.treatment,
    errorsIn(sample, one, (unit) => unit.treatment === one.treatment),
  ])
  const all = {
    treatment: '',
    n: population.reduce((sum, { n }) => sum + n, 0),
    yes: population.reduce((sum, { yes }) => sum + yes, 0),
  }
  const each = ofTreatments.map(([, errors]) => errors)
  return {
    ...errorsIn(sample, all, () => true),
    by_treatment: Object.fromEntries(ofTreatments),
    differential: {
      sensitivity: homogeneity(each.map(({ sensitivity }) => sensitivity)),
      specificity: homogeneity(each.map(({ specificity }) => specificity)),
    },
  }
}

function errorsIn(
  sample: Sample<TwiceCoded>,
  judged: JudgedUnits,
  isIn: (unit: TwiceCoded) => boolean,
): JudgeErrors {
  const isCase = (unit: TwiceCoded): boolean => isIn(unit) && unit.human === 1
  const isOther = (unit: TwiceCoded): boolean => isIn(unit) && unit.human === 0
  const se = weightedShare(sample, isCase, ({ judge }) => judge)
  const sp = weightedShare(sample, isOther, ({ judge }) => 1 - judge)
  const share = judged.n === 0 ? null : judged.yes / judged.n
  const count = (judge: number, human: number): number =>
    sample.units.filter((unit) => isIn(unit) && unit.judge === judge && unit.human === human).length
  const sensitivity = rateOf(sample, isIn, isCase, se, 'the person found no case')
  const specificity = rateOf(sample, isIn, isOther, sp, 'the person found nothing but cases')
  return {
    judged: judged.n,
    twice: sample.units.filter(isIn).length,
    both_yes: count(1, 1),
    only_judge: count(1, 0),
    only_human: count(0, 1),
    both_no: count(0, 0),
    sensitivity,
    specificity,
    prevalence: {
      judge: share,
      rogan_gladen: corrected(sample, judged, { se, sp, sensitivity, specificity }),
      prediction_powered: predictionPowered(sample, judged, isIn),
    },
  }
}

/**
 * The variances of the judge's share and of what it is off by, added up: as if the two samples were not one within the other, which makes the interval too wide rather than
 * too narrow where much of what was judged was coded by both.
 */
function predictionPowered(
  sample: Sample<TwiceCoded>,
  { n, yes }: JudgedUnits,
  isIn: (unit: TwiceCoded) => boolean,
): Corrected {
  const off = weightedShare(sample, isIn, ({ human, judge }) => human - judge)
  const share = yes / n
  const estimate = n === 0 || off.share === null ? null : share + off.share
  const variance = (share * (1 - share)) / n + sample.varianceOf(off.influence)
  return withNormalInterval(estimate, variance, 'prediction-powered', 'no unit was coded by both')
}

function rateOf(
  sample: Sample<TwiceCoded>,
  isIn: (unit: TwiceCoded) => boolean,
  counts: (unit: TwiceCoded) => boolean,
  share: ReturnType<typeof weightedShare>,
  reason: string,
): Rate {
  if (share.share === null)
    return { estimate: null, interval: null, n: 0, effective_n: null, reason }
  const effective = effectiveSize(sample, counts, share)
  const [low, high] = wilsonOf(share.share, effective)
  const { seen, unseen } = unseenWeight(sample, isIn, counts)
  return {
    estimate: share.share,
    // Units of strata in which none was seen to count may all be errors, or none of them.
    interval: [(low * seen) / (seen + unseen), (high * seen + unseen) / (seen + unseen)],
    n: share.n,
    effective_n: effective,
    reason: null,
  }
}

interface Rates {
  readonly se: ReturnType<typeof weightedShare>
  readonly sp: ReturnType<typeof weightedShare>
  readonly sensitivity: Rate
  readonly specificity: Rate
}

/** With equal chances, sensitivity and specificity are independent, and Lang and Reiczigel's interval is right; otherwise the delta method takes their covariance in. */
function corrected(
  { varianceOf, isSimple }: Sample<TwiceCoded>,
  judged: JudgedUnits,
  { se, sp, sensitivity, specificity }: Rates,
): Corrected {
  const method = 'Rogan-Gladen, interval by the delta method'
  if (judged.n === 0) return withNormalInterval(null, 0, method, 'the judge coded nothing')
  const reason = sensitivity.reason ?? specificity.reason
  if (se.share === null || sp.share === null)
    return withNormalInterval(null, 0, method, reason ?? 'no unit was coded by both')
  const share = judged.yes / judged.n
  if (isSimple)
    return langReiczigel(
      { share, n: judged.n },
      { share: se.share, n: se.n },
      { share: sp.share, n: sp.n },
    )
  const estimate = roganGladen(share, se.share, sp.share)
  if (estimate === null) return withNormalInterval(null, 0, method)
  const informed = se.share + sp.share - 1
  const influence = se.influence.map(
    (one, i) => (-estimate * one + (1 - estimate) * (sp.influence[i] ?? 0)) / informed,
  )
  const ofAll = (share * (1 - share)) / judged.n / informed ** 2
  return withNormalInterval(estimate, varianceOf(influence) + ofAll, method)
}

/** Each rate's variance is that of a share with one success and one failure more (Agresti and Coull 1998), so that 0 and 1 are not taken for certain. */
function homogeneity(rates: readonly Rate[]): Differential {
  const known = rates.flatMap(({ estimate, effective_n: size, n }) => {
    if (estimate === null) return []
    const effective = (size ?? n) + 2
    const share = (estimate * (size ?? n) + 1) / effective
    return [{ share, weight: effective / (share * (1 - share)) }]
  })
  if (known.length < 2)
    return {
      chi_squared: null,
      df: null,
      p: null,
      flag: false,
      reason: 'fewer than two treatments have units that count',
    }
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const mean = known.reduce((sum, { share, weight }) => sum + weight * share, 0) / total
  const chi = known.reduce((sum, { share, weight }) => sum + weight * (share - mean) ** 2, 0)
  const p = chiSquaredAbove(chi, known.length - 1)
  return { chi_squared: chi, df: known.length - 1, p, flag: p < 0.05, reason: null }
}
