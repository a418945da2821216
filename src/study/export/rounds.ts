/** A run as a reader wants it: round by round, what was said, decided and earned. */
import type { DecisionDefaulted, DecisionTaken } from '../../record/decision-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { ChanceDrawn, MessageSent, PayoffAwarded } from '../../record/play-entries.ts'
import type { ProbabilityEstimated } from '../../record/probability-entries.ts'
import type { Tick } from '../../record/tick.ts'

/** What a transcript tells; everything else is in the tables. */
export type Told =
  | MessageSent
  | ProbabilityEstimated
  | DecisionTaken
  | DecisionDefaulted
  | PayoffAwarded
  | ChanceDrawn

export interface Round {
  /** Null in scenarios without rounds, which are one stretch. */
  readonly round: number | null
  readonly told: readonly Told[]
}

/** The rounds of a run in order, each as it is complete: no more than one is held. */
export function* roundsOf(ticks: Iterable<Tick>): Iterable<Round> {
  let round: number | null = null
  let told: Told[] = []
  for (const tick of ticks) {
    if (tick.round !== round) {
      if (told.length > 0) yield { round, told }
      round = tick.round
      told = []
    }
    for (const entry of tick.content.entries) {
      switch (entry.kind) {
        case 'message-sent':
        case 'probability-estimated':
        case 'decision-taken':
        case 'decision-defaulted':
        case 'payoff-awarded':
        case 'chance-drawn':
          told.push(entry)
          break
        default:
          break
      }
    }
  }
  if (told.length > 0) yield { round, told }
}

/** A decision in words: `cooperate (shown as "J")`, `7`, `nothing (passed)`; what was not valid at once says so. */
export function decisionInWords(decision: DecisionTaken | DecisionDefaulted): string {
  const { value, displayed, status, attempts } = decision
  const words = value === null ? 'nothing' : String(value)
  const shown = displayed === null || displayed === value ? '' : `shown as "${displayed}"`
  const how =
    status === 'valid'
      ? ''
      : status === 'reasked'
        ? `valid at attempt ${attempts}`
        : attempts > 1
          ? `${status} after ${attempts} attempts`
          : status
  const beside = [shown, how].filter((one) => one !== '').join('; ')
  return beside === '' ? words : `${words} (${beside})`
}

/** An estimate in words: `probabilities (logprobs): cooperate 0.83, defect 0.15, other 0.02`, likeliest option first. */
export function probabilitiesInWords(estimate: ProbabilityEstimated): string {
  const { source, samples, given, probabilities, pass, other } = estimate
  const options = Object.entries(probabilities).sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1))
  const passes: [string, number][] = pass === undefined ? [] : [['pass', pass]]
  const shares = [...options, ...passes, ['other', other] as const].map(
    ([name, share]) => `${name} ${share.toFixed(2)}`,
  )
  const how = samples === null ? source : `${samples} ${samples === 1 ? 'sample' : 'samples'}`
  const condition = given === 'reply' ? ', given the reasoning' : ''
  return `probabilities (${how}${condition}): ${shares.join(', ')}`
}

/** What each participant was awarded, summed. */
export function earningsOf(told: readonly Told[]): ReadonlyMap<ParticipantId, number> {
  const earnings = new Map<ParticipantId, number>()
  for (const entry of told) {
    if (entry.kind === 'payoff-awarded')
      earnings.set(entry.to, (earnings.get(entry.to) ?? 0) + entry.points)
  }
  return earnings
}
