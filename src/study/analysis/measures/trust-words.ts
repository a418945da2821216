/** What measures of sending and of returning say alike. */
import type { Told } from './measure.ts'
import { meanOf } from './slope.ts'

export const BERG = 'Berg, Dickhaut & McCabe 1995, Games and Economic Behavior 10(1):122–142'
export const OWN =
  'Only amounts that the participant decided itself count; what was forfeited, defaulted or planted does not.'
export const NO_MULTIPLIER = 'the record does not tell the multiplier, or it changes in the run'

/** The mean, or null with the reason where there is nothing. */
export function tellMean(
  told: Told,
  seat: number,
  values: readonly number[],
  reason: string,
): void {
  const mean = meanOf(values)
  if (mean === null) told(seat, '', null, reason)
  else told(seat, '', mean)
}
