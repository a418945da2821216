/** Sums, products and steps of decimal numbers, exact: counted in whole units of the finest place, so that 0.1 and 0.2 are 0.3. */

/** How many decimal places a number is written with: 22.5 has one. */
export function placesOf(amount: number): number {
  const [digits = '', exponent = '0'] = String(amount).split('e')
  const written = digits.split('.')[1]?.length ?? 0
  return Math.max(0, written - Number(exponent))
}

/** The sum, exact while it is below 2⁵³ units of the finest place; subtract by adding what is negative. */
export function total(...amounts: readonly number[]): number {
  const scale = 10 ** Math.max(0, ...amounts.map(placesOf))
  return amounts.reduce((units, amount) => units + Math.round(amount * scale), 0) / scale
}

/** The product, exact under the same limit: 7.5 × 3 is 22.5. */
export function times(amount: number, factor: number): number {
  const [a, f] = [10 ** placesOf(amount), 10 ** placesOf(factor)]
  return (Math.round(amount * a) * Math.round(factor * f)) / (a * f)
}

/** The most that can be paid in whole steps, of an amount that is not negative. */
export function inSteps(amount: number, step: number): number {
  const scale = 10 ** Math.max(placesOf(amount), placesOf(step))
  const [units, size] = [Math.round(amount * scale), Math.round(step * scale)]
  return (units - (units % size)) / scale
}
