/** The agreement of coders as JSON: numbers are not rounded; what is not defined is null, and its reason stands beside it. */
import type { Interval } from '../../../study/reliability/bootstrap.ts'
import type { Coefficient } from '../../../study/reliability/coefficient.ts'
import type { Prevalence } from '../../../study/reliability/prevalence.ts'
import type { Reliability } from '../../../study/reliability/reliability-of.ts'
import type { Agreement, CodeAgreement, CoderPair } from '../../agree.ts'

export function agreementJson(agreement: Agreement): object {
  const { place, kind, rows, resampled, replicates, seed, codes, notes } = agreement
  return {
    target: place,
    kind,
    rows,
    resampled,
    replicates,
    seed,
    codes: Object.fromEntries(codes.map((one) => [one.code, codeJson(one, agreement)])),
    notes,
  }
}

function codeJson({ reliability, pairs, notes }: CodeAgreement, agreement: Agreement): object {
  const { ratings, statistics, confusion } = reliability
  const reasons = reasonsOf(statistics)
  const alpha = statistics.krippendorff_alpha
  return {
    level: ratings.level,
    units: ratings.units,
    pairable_units: reliability.pairableUnits,
    coders: ratings.coders.length,
    coder_names: ratings.coders,
    values: ratings.coderOf.length,
    categories: ratings.categories,
    categories_declared: ratings.isDeclared,
    ...valuesOf(statistics),
    ...(alpha.value === null ? { reason: alpha.reason } : {}),
    reasons,
    intervals: intervalsJson(reliability.bootstrap, {
      method: `percentile bootstrap over ${agreement.resampled}s`,
      confidence: 0.95,
      replicates: agreement.replicates,
      seed: agreement.seed,
    }),
    jackknife: intervalsJson(reliability.jackknife, {
      method: `delete-one jackknife over ${agreement.resampled}s, Student's t`,
      confidence: 0.95,
    }),
    standard_errors: errorsJson(reliability),
    prevalence: Object.fromEntries(
      ratings.coders.map((coder, i) => [
        coder,
        sharesOf(ratings.categories, reliability.prevalences[i]),
      ]),
    ),
    confusion:
      confusion === null
        ? null
        : {
            rows: confusion.coders[0],
            columns: confusion.coders[1],
            categories: confusion.categories,
            counts: confusion.categories.map((_, i) => [
              ...confusion.counts.subarray(
                i * confusion.categories.length,
                (i + 1) * confusion.categories.length,
              ),
            ]),
          },
    pairs: pairs.map(pairJson),
    notes,
  }
}

function pairJson({ coders, reliability: { statistics, pairableUnits } }: CoderPair): object {
  const { percent_agreement, cohen_kappa, scott_pi, krippendorff_alpha, gwet_ac1 } = statistics
  const told = { percent_agreement, cohen_kappa, scott_pi, krippendorff_alpha, gwet_ac1 }
  return { coders, units: pairableUnits, ...valuesOf(told), reasons: reasonsOf(told) }
}

type Coefficients = Readonly<Record<string, Coefficient>>

function valuesOf(statistics: Coefficients): Record<string, number | null> {
  return Object.fromEntries(Object.entries(statistics).map(([name, { value }]) => [name, value]))
}

function reasonsOf(statistics: Coefficients): Record<string, string> {
  return Object.fromEntries(
    Object.entries(statistics).flatMap(([name, { reason }]) =>
      reason === undefined ? [] : [[name, reason]],
    ),
  )
}

function intervalsJson(intervals: ReadonlyMap<string, Interval>, how: object): object {
  return Object.fromEntries(
    [...intervals].map(([name, interval]) => [
      name,
      interval.low === null
        ? { low: null, high: null, reason: interval.reason, ...how, undefined: interval.undefined }
        : {
            low: interval.low,
            high: interval.high,
            standard_error: interval.error,
            ...(interval.cutOff === undefined
              ? {}
              : {
                  cut_off: interval.cutOff,
                  note: 'cut off where the coefficient has its bounds',
                }),
            ...how,
            undefined: interval.undefined,
          },
    ]),
  )
}

function errorsJson({ errors }: Reliability): object {
  return Object.fromEntries(
    [...errors].map(([name, { asymptotic, underNull }]) => [
      name,
      {
        ...(asymptotic === undefined ? {} : { asymptotic: asymptotic.value }),
        under_null: underNull.value,
        ...(underNull.value === null ? { reason: underNull.reason } : {}),
      },
    ]),
  )
}

function sharesOf(categories: readonly string[], prevalence: Prevalence | undefined): object {
  // A hundred thousand categories are measurements, not names.
  if (categories.length > 200) return { values: prevalence?.values ?? 0 }
  return Object.fromEntries(categories.map((name, k) => [name, prevalence?.shares[k] ?? 0]))
}
