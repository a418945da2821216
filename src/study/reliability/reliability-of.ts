/** Everything that is said of the reliability of one code. */
import { bootstrap, type Interval } from './bootstrap.ts'
import type { Coefficient } from './coefficient.ts'
import { COEFFICIENTS, COEFFICIENT_NAMES, type CoefficientName } from './coefficients.ts'
import { confusionTable, kappaErrors, type ConfusionTable } from './confusion-table.ts'
import { congerKappa } from './conger-kappa.ts'
import { fleissNullError } from './fleiss-kappa.ts'
import { jackknife } from './jackknife.ts'
import { isLeanWhenResampled, layoutOf } from './layout.ts'
import { prevalences, type Prevalence } from './prevalence.ts'
import { pairableUnits, type Ratings } from './ratings.ts'
import { rowsOfClusters } from './cluster-rows.ts'
import { rowsOfUnits } from './rows.ts'
import { sumsOf, type Sums } from './sums.ts'
import { biasIndex, pabak, prevalenceIndex } from './two-categories.ts'
import type { Random } from '../../base/random.ts'

export type StatisticName =
  CoefficientName | 'conger_kappa' | 'pabak' | 'prevalence_index' | 'bias_index'

export interface Reliability {
  readonly ratings: Ratings
  readonly pairableUnits: number
  readonly statistics: Readonly<Record<StatisticName, Coefficient>>
  /** Of coefficients that are defined, where resampling was asked for. */
  readonly bootstrap: ReadonlyMap<CoefficientName, Interval>
  readonly jackknife: ReadonlyMap<CoefficientName, Interval>
  /** By what is resampled; `none` where nothing is. */
  readonly resampled: 'units' | 'clusters' | 'none'
  readonly prevalences: readonly Prevalence[]
  /** Of two coders; null of any other number, and with too many categories. */
  readonly confusion: ConfusionTable | null
  readonly errors: ReadonlyMap<string, { asymptotic?: Coefficient; underNull: Coefficient }>
}

export interface Resampling {
  /** 0: no bootstrap. */
  readonly replicates: number
  readonly random: Random
  /** Whole clusters are resampled; the ratings have to have them. */
  readonly byCluster: boolean
}

/** The coefficients of ratings, with intervals by bootstrap and jackknife where `resampling` is given. */
export function reliabilityOf(ratings: Ratings, resampling?: Resampling): Reliability {
  const layout = layoutOf(ratings)
  const units = rowsOfUnits(ratings, layout)
  const sums = sumsOf(units.rows)
  const coefficients = Object.fromEntries(
    COEFFICIENT_NAMES.map((name) => [name, COEFFICIENTS[name](sums)]),
  ) as Record<CoefficientName, Coefficient>
  const confusion = ratings.coders.length === 2 ? confusionTable(ratings, 0, 1) : null
  return {
    ratings,
    pairableUnits: pairableUnits(ratings),
    statistics: {
      ...coefficients,
      conger_kappa: congerKappa(ratings, sums),
      pabak: pabak(sums),
      prevalence_index: prevalenceIndex(sums),
      bias_index: biasIndex(sums),
    },
    ...resampledOf(ratings, units, coefficients, resampling),
    prevalences: prevalences(ratings),
    confusion,
    errors: errorsOf(sums, confusion),
  }
}

function resampledOf(
  ratings: Ratings,
  units: ReturnType<typeof rowsOfUnits>,
  coefficients: Readonly<Record<CoefficientName, Coefficient>>,
  resampling: Resampling | undefined,
): Pick<Reliability, 'bootstrap' | 'jackknife' | 'resampled'> {
  if (resampling === undefined)
    return { bootstrap: new Map(), jackknife: new Map(), resampled: 'none' }
  const isLean = isLeanWhenResampled(ratings)
  const drawn = isLean ? rowsOfUnits(ratings, layoutOf(ratings, true)) : units
  const clusters = resampling.byCluster ? rowsOfClusters(ratings, drawn) : null
  const rows = clusters ?? drawn.rows
  const names = COEFFICIENT_NAMES.filter(
    (name) => coefficients[name].value !== null && (!isLean || name === 'krippendorff_alpha'),
  )
  return {
    bootstrap: resampling.replicates === 0 ? new Map() : bootstrap(rows, names, resampling),
    jackknife: jackknife(rows, names),
    resampled: clusters === null ? 'units' : 'clusters',
  }
}

function errorsOf(sums: Sums, confusion: ConfusionTable | null): Reliability['errors'] {
  const errors = new Map<string, { asymptotic?: Coefficient; underNull: Coefficient }>()
  const positions = sums.layout.numbers ?? undefined
  if (confusion !== null && confusion.units > 1) {
    errors.set('cohen_kappa', kappaErrors(confusion))
    for (const scheme of ['linear', 'quadratic'] as const)
      if (sums.layout.schemes.includes(scheme))
        errors.set(`cohen_kappa_${scheme}`, kappaErrors(confusion, scheme, positions))
  }
  const fleiss = fleissNullError(sums)
  if (fleiss.value !== null) errors.set('fleiss_kappa', { underNull: fleiss })
  return errors
}
