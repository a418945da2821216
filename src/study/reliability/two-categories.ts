/** Two coders and two categories: kappa adjusted for prevalence and bias, and the two indices that explain it. */
import { defined, undefinedFor, type Coefficient } from './coefficient.ts'
import { AGREEMENT, PAIRABLE } from './layout.ts'
import { sharesOfBlock, whyNone, whyNotTwo } from './shares.ts'
import type { Sums } from './sums.ts'

/** PABAK = 2 p_o − 1 (Byrt, Bishop & Carlin 1993, Journal of Clinical Epidemiology 46): the coefficient of Brennan and Prediger with q = 2. */
export function pabak(sums: Sums): Coefficient {
  return (
    whyNotBinary(sums, 'PABAK') ??
    defined((2 * (sums.at[AGREEMENT] as number)) / (sums.at[PAIRABLE] as number) - 1)
  )
}

/** |a − d| / n, a and d the units that both put into the one category and into the other (same source). High prevalence holds kappa down. */
export function prevalenceIndex(sums: Sums): Coefficient {
  const none = whyNotBinary(sums, 'the prevalence index')
  if (none !== undefined) return none
  // a + b = first's, a + c = second's: a − d = (a + b) + (a + c) − n.
  return defined(Math.abs(firstShare(sums, 'first') + firstShare(sums, 'second') - 1))
}

/** |b − c| / n, the difference of the shares that the two coders put into a category (same source). */
export function biasIndex(sums: Sums): Coefficient {
  const none = whyNotBinary(sums, 'the bias index')
  if (none !== undefined) return none
  return defined(Math.abs(firstShare(sums, 'first') - firstShare(sums, 'second')))
}

function firstShare(sums: Sums, coder: 'first' | 'second'): number {
  return sharesOfBlock(sums, sums.layout[coder])[0] as number
}

function whyNotBinary(sums: Sums, name: string): Coefficient | undefined {
  const { categories } = sums.layout
  const none = whyNotTwo(sums, name, 'compare them two by two.') ?? whyNone(sums, 1)
  if (none !== undefined) return none
  return categories === 2
    ? undefined
    : undefinedFor(
        `${name} is for two categories, and there ${categories === 1 ? 'is 1' : `are ${categories}`}.`,
      )
}
