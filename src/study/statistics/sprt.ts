/** Wald's sequential probability ratio test: one outcome after the other, until they say enough. */

/** Two hypotheses on the chance of a success, and the errors that are allowed. */
export interface SprtDesign {
  readonly p0: number
  readonly p1: number
  /** The chance to accept p1 where p0 is true. */
  readonly alpha: number
  /** The chance to accept p0 where p1 is true. */
  readonly beta: number
}

export type SprtDecision = 'accept-p0' | 'accept-p1' | 'continue'

export interface Sprt {
  /** At or below this sum p0 is accepted: ln(β/(1−α)). */
  readonly lower: number
  /** At or above this sum p1 is accepted: ln((1−β)/α). */
  readonly upper: number
  /** Wald's approximation of the mean number of outcomes until a decision, which takes the sum to end exactly on a bound. */
  readonly expectedIfP0: number
  readonly expectedIfP1: number
}

/** What a row of outcomes came to. */
export interface SprtState {
  readonly logLikelihoodRatio: number
  readonly decision: SprtDecision
  /** How many outcomes were needed; all of them while it goes on. What comes after a decision is not looked at. */
  readonly outcomes: number
}

/**
 * Bounds and expected lengths (Wald 1945, Annals of Mathematical Statistics 16, 117–186; 1947, Sequential Analysis, ch. 3).
 * @throws RangeError where probabilities or errors do not lie between 0 and 1, the hypotheses are one, or the errors leave nothing to decide.
 */
export function sprt({ p0, p1, alpha, beta }: SprtDesign): Sprt {
  for (const one of [p0, p1, alpha, beta])
    if (!(one > 0 && one < 1)) throw new RangeError(`${one} does not lie between 0 and 1`)
  if (p0 === p1) throw new RangeError(`p0 and p1 are both ${p0}: there is nothing to decide`)
  if (alpha + beta >= 1) throw new RangeError('alpha and beta together must be below 1')
  const lower = Math.log(beta / (1 - alpha))
  const upper = Math.log((1 - beta) / alpha)
  const drift = (p: number): number =>
    p * Math.log(p1 / p0) + (1 - p) * Math.log((1 - p1) / (1 - p0))
  return {
    lower,
    upper,
    expectedIfP0: ((1 - alpha) * lower + alpha * upper) / drift(p0),
    expectedIfP1: (beta * lower + (1 - beta) * upper) / drift(p1),
  }
}

/** Takes outcomes (true for a success) in their order until one of the bounds is reached. */
export function sprtOf(design: SprtDesign, successes: Iterable<boolean>): SprtState {
  const { lower, upper } = sprt(design)
  const { p0, p1 } = design
  const [win, lose] = [Math.log(p1 / p0), Math.log((1 - p1) / (1 - p0))]
  let [won, lost] = [0, 0]
  for (const success of successes) {
    if (success) won++
    else lost++
    // From the counts, so that a long row adds no rounding.
    const decision = decide(won * win + lost * lose, lower, upper)
    if (decision !== 'continue')
      return { logLikelihoodRatio: won * win + lost * lose, decision, outcomes: won + lost }
  }
  return {
    logLikelihoodRatio: won * win + lost * lose,
    decision: 'continue',
    outcomes: won + lost,
  }
}

function decide(sum: number, lower: number, upper: number): SprtDecision {
  if (sum >= upper) return 'accept-p1'
  return sum <= lower ? 'accept-p0' : 'continue'
}
