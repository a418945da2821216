/** What treatments are compared in: one value for each finished run. */
import type { CodedReport } from './coded.ts'
import type { EarnedMeans } from './earnings.ts'
import { A_RATE, type Bounds } from './estimate.ts'
import type { Measured } from './measured.ts'
import type { MeasuredGroup } from './measures/measured-groups.ts'

/** One outcome under one treatment. */
export interface Outcome {
  /** The same for one outcome under all treatments. */
  readonly key: string
  readonly treatment: string
  readonly role: string
  /** Null for earnings. */
  readonly ask: string | null
  /** The option whose share it is, `(pass)`, `(mean)` for amounts or `(earnings)`. */
  readonly outcome: string
  /** In their own order, so that nothing depends on the order in which runs were read. */
  readonly values: readonly number[]
  readonly bounds: Bounds | null
}

/**
 * Those that a report tests: of each ask the shares of its options (of two only the first, since the other's is one less it; a sole option is always taken, unless it is a pass); means of amounts; earnings.
 * Treatments in the order of `measured`.
 */
export function outcomesOf(
  measured: readonly Measured[],
  earned: readonly EarnedMeans[],
): Outcome[] {
  const options = new Map<string, Set<string | null>>()
  for (const { group, measure } of measured)
    if (measure.kind === 'share') {
      const key = JSON.stringify([group.role, group.ask])
      options.set(key, (options.get(key) ?? new Set()).add(measure.value))
    }
  const isTold = ({ group, measure }: Measured): boolean => {
    if (measure.kind === 'amount') return true
    const all = [...(options.get(JSON.stringify([group.role, group.ask])) ?? [])]
    if (all.length === 1) return measure.value === null
    return all.length !== 2 || measure.value === all[0]
  }
  return [
    ...measured.filter(isTold).map(({ group, measure, values }) => {
      const { treatment, role, ask } = group
      const outcome = measure.kind === 'amount' ? '(mean)' : (measure.value ?? '(pass)')
      const bounds = measure.kind === 'amount' ? null : A_RATE
      const key = JSON.stringify([role, ask, measure])
      return { key, treatment, role, ask, outcome, values: inOrder(values('asPlayed')), bounds }
    }),
    ...earned.map(({ treatment, role, means }) => {
      const key = JSON.stringify([role, 'earnings'])
      return {
        key,
        treatment,
        role,
        ask: null,
        outcome: '(earnings)',
        values: inOrder(means),
        bounds: null,
      }
    }),
  ]
}

/** What is tested besides, where all is wanted: measures of the catalogue, and codes. Measures that are outcomes already are among them under their own names. */
export function furtherOutcomes(
  measured: readonly MeasuredGroup[],
  coded: CodedReport | null,
): Outcome[] {
  return [
    ...measured.map(({ measure, treatment, role, about, values }) => {
      const outcome = about === null ? measure.name : `${measure.name}: ${about}`
      const key = JSON.stringify([measure.name, role, about])
      return {
        key,
        treatment,
        role: role ?? '(run)',
        ask: null,
        outcome,
        values: inOrder(values),
        bounds: null,
      }
    }),
    ...(coded?.prevalence ?? []).map((one) => {
      const { codebook, code, category, source, treatment, values } = one
      const outcome = `${codebook}/${code} = ${category}, by ${source}`
      const key = JSON.stringify([codebook, one.version, code, category, source])
      return {
        key,
        treatment,
        role: '(run)',
        ask: null,
        outcome,
        values: inOrder(values),
        bounds: A_RATE,
      }
    }),
  ]
}

function inOrder(values: readonly number[]): number[] {
  return Array.from(new Float64Array(values).sort())
}
