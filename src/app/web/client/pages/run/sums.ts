/** Payoffs and earnings as they are written. */
import { decimal } from '../../shell/numbers.ts'

export function signed(points: number): string {
  return points > 0 ? `+${decimal(points)}` : withMinus(points)
}

/** With a minus that is as wide as a plus. */
export function withMinus(points: number): string {
  return decimal(points).replace('-', '−')
}
