/**
 * Whether models do in role what they say that people do: beliefs about groups, elicited, against what personas of these groups did (Mannekote et al. 2025, "Do
 * role-playing agents practice what they preach?", arXiv 2507.02197).
 */
import { etaSquared, etaSquaredOfSummaries } from '../statistics/eta-squared.ts'
import { median } from '../statistics/median.ts'
import { spearmanRho } from '../statistics/spearman.ts'

/** What was said of the groups that one attribute makes. */
export interface ElicitedBelief {
  readonly attribute: string
  /** value of the attribute → a score that is higher where more trust is expected. */
  readonly scores: Readonly<Record<string, number>>
  /** The share of variance that the attribute is believed to account for; null where nothing was said of it. */
  readonly etaSquared: number | null
}

/** attribute → its value → the amounts that personas of that value sent. */
export type SimulatedAmounts = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>

export interface AttributeConsistency {
  readonly attribute: string
  /** Spearman's rho of what was expected of each value and the mean that was sent; null where it is not defined. */
  readonly rho: number | null
  readonly etaElicited: number | null
  readonly etaSimulated: number | null
  /** |η² elicited − η² simulated|; null where either is not defined. */
  readonly etaDifference: number | null
  /** Values that only one of the two sides has: they count for nothing. */
  readonly skipped: readonly string[]
}

export interface BeliefConsistency {
  readonly attributes: readonly AttributeConsistency[]
  /** Over the attributes for which it is defined. */
  readonly medianRho: number | null
  readonly medianEtaDifference: number | null
}

/** Compares beliefs with behaviour, attribute by attribute; medians over attributes, as published. */
export function beliefConsistency(
  elicited: readonly ElicitedBelief[],
  simulated: SimulatedAmounts,
): BeliefConsistency {
  const attributes = elicited.map((belief) => compare(belief, simulated[belief.attribute] ?? {}))
  return {
    attributes,
    medianRho: median(attributes.flatMap(({ rho }) => rho ?? [])),
    medianEtaDifference: median(attributes.flatMap(({ etaDifference }) => etaDifference ?? [])),
  }
}

function compare(
  { attribute, scores, etaSquared: etaElicited }: ElicitedBelief,
  amounts: Readonly<Record<string, readonly number[]>>,
): AttributeConsistency {
  const shared = Object.keys(scores).filter((value) => (amounts[value] ?? []).length > 0)
  const all = [...new Set([...Object.keys(scores), ...Object.keys(amounts)])]
  const groups = shared.map((value) => amounts[value] as readonly number[])
  const etaSimulated = etaSquared(groups)
  return {
    attribute,
    rho: spearmanRho(
      shared.map((value) => scores[value] as number),
      groups.map((sent) => sent.reduce((sum, one) => sum + one, 0) / sent.length),
    ),
    etaElicited,
    etaSimulated,
    etaDifference:
      etaElicited === null || etaSimulated === null ? null : Math.abs(etaElicited - etaSimulated),
    skipped: all.filter((value) => !shared.includes(value)),
  }
}

/** Words for effect sizes as shares of variance: .01, .06 and .14 (Cohen 1988, Statistical Power Analysis). The study's own map is not published. */
export const EFFECT_SIZES: Readonly<Record<string, number>> = {
  none: 0,
  small: 0.01,
  medium: 0.06,
  large: 0.14,
}

/** A belief that was given as an order, the most trusting first, and a word for the size of the effect. */
export function beliefOfOrder(
  attribute: string,
  order: readonly string[],
  effect: string | null,
  sizes: Readonly<Record<string, number>> = EFFECT_SIZES,
): ElicitedBelief {
  const scores = Object.fromEntries(order.map((value, place) => [value, order.length - place]))
  return { attribute, scores, etaSquared: effect === null ? null : (sizes[effect] ?? null) }
}

/** A belief that was given as the mean and standard deviation of each group, of so many people each. */
export function beliefOfGroups(
  attribute: string,
  groups: readonly { readonly value: string; readonly mean: number; readonly sd: number }[],
  n = 100,
): ElicitedBelief {
  return {
    attribute,
    scores: Object.fromEntries(groups.map(({ value, mean }) => [value, mean])),
    etaSquared: etaSquaredOfSummaries(groups.map(({ mean, sd }) => ({ mean, sd, n }))),
  }
}
