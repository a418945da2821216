/** Money in words. */

const SIGNS = ['$', '€', '£', '¥']

/** `$7.50` is written as it counts, `$7.5`; words stand behind, in the singular where the amount is 1: `1 point`. */
export function moneyText(amount: number, unit: string): string {
  if (SIGNS.includes(unit)) return `${unit}${amount}`
  return `${amount} ${amount === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit}`
}
