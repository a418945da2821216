/** The test by which entries of the first tournament tell a random opponent. */

/** Pearson's chi-squared with one degree of freedom: 5 % lie above. */
const CRITICAL_AT_5_PERCENT = 3.841458820694124

/** True where the share of defections does not differ from one half at the 5 % level (Pearson's chi-squared test). */
export function looksRandom(defections: number, rounds: number): boolean {
  const cooperations = rounds - defections
  return (cooperations - defections) ** 2 / rounds <= CRITICAL_AT_5_PERCENT
}
