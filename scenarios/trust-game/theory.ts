/** What players are told about who trusts more, as published or permuted to a chosen correlation with it. */
import { spearmanOfOrders, Streams } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'

export interface Ordering {
  readonly attribute: string
  /** Kinds of people as plural phrases, the most trusting first. */
  readonly order: readonly string[]
}

/** An order that was put in the place of another. */
export interface Imposed extends Ordering {
  readonly instead: readonly string[]
  /** Spearman's correlation of the two, as near to the one that was wished for as so many kinds of people allow. */
  readonly rho: number
}

/** The orders that players are told: those of the experiment, or what `prior` makes of them. Equal parameters give equal orders, whatever the run. */
export function toldOrders({ theory = [], prior }: Parameters): readonly (Ordering | Imposed)[] {
  if (prior === undefined) return theory
  const streams = new Streams(prior.seed)
  return theory.map((ordering) => {
    const draw = streams.stream(`prior/${ordering.attribute}`)
    return imposedOrder(ordering, prior.rho, (below) => draw.below(below))
  })
}

/**
 * One of all permutations of an order whose Spearman correlation with it is nearest to `rho`, each with the same chance; where two correlations are equally near,
 * the lower one. Two kinds of people allow 1 and −1 only, three 1, 0.5, −0.5 and −1; from four on 0.8 and 0.2 are met to within 0.1, by four and five exactly.
 */
export function imposedOrder(
  { attribute, order }: Ordering,
  rho: number,
  below: (limit: number) => number,
): Imposed {
  const candidates = permutationsOf(order).map((permuted) => ({
    permuted,
    rho: spearmanOfOrders(order, permuted) as number,
  }))
  // Distances are compared to within rounding: 0.8 as it is worked out need not be 0.8 to the last digit.
  const nearest = Math.min(...candidates.map((one) => Math.abs(one.rho - rho)))
  const near = candidates.filter((one) => Math.abs(one.rho - rho) < nearest + 1e-9)
  const lowest = Math.min(...near.map((one) => one.rho))
  const drawn = near.filter((one) => one.rho < lowest + 1e-9)
  const { permuted, rho: achieved } = drawn[below(drawn.length)] as (typeof drawn)[number]
  return { attribute, order: permuted, instead: order, rho: Number(achieved.toPrecision(12)) }
}

function permutationsOf<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((thing, i) =>
    permutationsOf(things.filter((_, j) => j !== i)).map((rest) => [thing, ...rest]),
  )
}

/** `A are more trusting than B, B are more trusting than C.`, a line for each attribute. */
export function theoryText(orders: readonly Ordering[]): string {
  if (orders.length === 0) return ''
  const lines = orders.map(({ order }) => {
    const steps = order.slice(1).map((less, i) => `${order[i]} are more trusting than ${less}`)
    return `- ${capital(steps.join(', '))}.`
  })
  return ['It is known about people in general:', ...lines].join('\n')
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
