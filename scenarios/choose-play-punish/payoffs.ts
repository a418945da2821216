/** What a meeting and a punishment bring, straight from the parameters. */
import { GAMES, type Parameters, type Payoffs } from './parameters.ts'

/** Whether an option is the cooperative one of its game; null where nothing was chosen. */
export type Act = 'cooperative' | 'selfish'

/** The payoffs of the game that is played. */
export function payoffsOf({ game, payoffs }: Pick<Parameters, 'game' | 'payoffs'>): Payoffs {
  return payoffs ?? GAMES[game].payoffs
}

/** Own points in the stage game. */
export function pointsOf({ R, S, T, P }: Payoffs, own: Act, other: Act): number {
  if (own === 'cooperative') return other === 'cooperative' ? R : S
  return other === 'cooperative' ? T : P
}

/** What it brings to punish a target for what it did. */
export function sanctionOf({ sanction }: Pick<Parameters, 'sanction'>, target: Act): number {
  return target === 'selfish' ? sanction.just : sanction.unjust
}

/** What an act of play adds to a reputation. */
export function reputationOfPlay({ reputation }: Pick<Parameters, 'reputation'>, act: Act): number {
  if (reputation.counts !== 'play' && reputation.counts !== 'both') return 0
  return act === 'cooperative' ? reputation.cooperate : reputation.defect
}

/** What it adds to a reputation to punish a target, or to spare it. */
export function reputationOfPunishing(
  { reputation }: Pick<Parameters, 'reputation'>,
  punishes: boolean,
  target: Act,
): number {
  if (reputation.counts !== 'punishment' && reputation.counts !== 'both') return 0
  if (!punishes) return reputation.spare
  return target === 'selfish' ? reputation.just : reputation.unjust
}

/** Six decimals: sums of decimal points come out as they are written. */
export function decimals(points: number): number {
  return Number(points.toFixed(6))
}
