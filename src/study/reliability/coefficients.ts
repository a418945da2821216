/** The coefficients that are functions of sums over units, by the names under which they are printed. */
import { brennanPrediger } from './brennan-prediger.ts'
import type { Coefficient } from './coefficient.ts'
import { cohenKappa } from './cohen-kappa.ts'
import { fleissKappa, fleissKappaGeneralised } from './fleiss-kappa.ts'
import { gwetAc } from './gwet-ac.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { percentAgreement } from './percent-agreement.ts'
import { scottPi } from './scott-pi.ts'
import type { Sums } from './sums.ts'

/** Each can be resampled. */
export const COEFFICIENTS = {
  percent_agreement: (sums: Sums) => percentAgreement(sums),
  cohen_kappa: (sums: Sums) => cohenKappa(sums),
  cohen_kappa_linear: (sums: Sums) => cohenKappa(sums, 'linear'),
  cohen_kappa_quadratic: (sums: Sums) => cohenKappa(sums, 'quadratic'),
  fleiss_kappa: fleissKappa,
  fleiss_kappa_generalised: fleissKappaGeneralised,
  scott_pi: scottPi,
  krippendorff_alpha: krippendorffAlpha,
  gwet_ac1: (sums: Sums) => gwetAc(sums),
  gwet_ac2_linear: (sums: Sums) => gwetAc(sums, 'linear'),
  gwet_ac2_quadratic: (sums: Sums) => gwetAc(sums, 'quadratic'),
  gwet_ac2_ordinal: (sums: Sums) => gwetAc(sums, 'ordinal'),
  brennan_prediger: (sums: Sums) => brennanPrediger(sums),
} satisfies Record<string, (sums: Sums) => Coefficient>

/** What a coefficient cannot be below; −∞ where few units can make it as low as may be: all are 1 at most. */
export const LEAST: Readonly<Record<keyof typeof COEFFICIENTS, number>> = {
  percent_agreement: 0,
  cohen_kappa: -1,
  cohen_kappa_linear: -Infinity,
  cohen_kappa_quadratic: -1,
  fleiss_kappa: -1,
  fleiss_kappa_generalised: -Infinity,
  scott_pi: -1,
  krippendorff_alpha: -1,
  gwet_ac1: -1,
  gwet_ac2_linear: -Infinity,
  gwet_ac2_quadratic: -Infinity,
  gwet_ac2_ordinal: -Infinity,
  brennan_prediger: -1,
}

export type CoefficientName = keyof typeof COEFFICIENTS

export const COEFFICIENT_NAMES = Object.keys(COEFFICIENTS) as readonly CoefficientName[]
