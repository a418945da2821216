/** Whether counterbalancing came out even: how many runs of each treatment had each variant of what was balanced. */
import { compare, type Design } from './design.ts'

/** Runs of one treatment that had one variant of one thing. */
export interface VariantCount {
  /** From 0. */
  readonly variant: number
  readonly started: number
  readonly finished: number
}

/** One counterbalanced thing under one treatment. */
export interface Balance {
  readonly treatment: string
  /** What was counterbalanced: `labels`, `order`, … */
  readonly thing: string
  /** Every variant that any run of the record had, those that this treatment lacks among them. */
  readonly variants: readonly VariantCount[]
  /** True where the numbers of finished runs of the variants differ by at most one: closer they cannot be where runs are no multiple of variants. */
  readonly balanced: boolean
}

/** In the order of treatments, then of things by name; empty where nothing was counterbalanced. Forks are not counted. */
export function balanceOf({ runs, treatments }: Design): Balance[] {
  const counts = new Map<string, { started: number; finished: number }>()
  const seen = new Map<string, Set<number>>()
  const keyOf = (treatment: string, thing: string, variant: number): string =>
    JSON.stringify([treatment, thing, variant])
  for (const { plan, status } of runs.values()) {
    for (const [thing, variant] of Object.entries(plan.counterbalance)) {
      const variants = seen.get(thing) ?? new Set()
      seen.set(thing, variants.add(variant))
      const key = keyOf(plan.treatment, thing, variant)
      const count = counts.get(key) ?? { started: 0, finished: 0 }
      counts.set(key, count)
      count.started++
      if (status === 'finished') count.finished++
    }
  }
  const things = [...seen].sort(([a], [b]) => compare(a, b))
  return treatments.flatMap(({ treatment }) =>
    things.flatMap(([thing, variants]) => {
      const told = [...variants]
        .sort((a, b) => a - b)
        .map((variant) => {
          const count = counts.get(keyOf(treatment, thing, variant))
          return { variant, started: count?.started ?? 0, finished: count?.finished ?? 0 }
        })
      if (told.every(({ started }) => started === 0)) return []
      const finished = told.map((one) => one.finished)
      const balanced = Math.max(...finished) - Math.min(...finished) <= 1
      return [{ treatment, thing, variants: told, balanced }]
    }),
  )
}
