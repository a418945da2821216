/** Tit for tat that forgives as much as it can afford. */
import { z } from 'zod'
import { BadInputError, defineStrategy } from '../src/index.ts'
import { drawMemoryOne, fourVector } from './memory-one.ts'

/** Forgives a defection with chance `generosity`; where that is null, with the greatest that a defector cannot exploit, taken from the payoffs. */
export const generousTitForTat = defineStrategy({
  name: 'generous-tit-for-tat',
  summary:
    'Tit for tat that forgives a defection with chance `generosity`; if null, min(1 − (T−R)/(R−S), (R−P)/(T−P)).',
  citation: 'Nowak & Sigmund 1992, Nature 355; Molander 1985, J. Conflict Resolution 29',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({ generosity: z.number().min(0).max(1).nullable().default(null) }),
  start({ generosity }, { R, S, T, P }) {
    const p = generosity ?? Math.min(1 - (T - R) / (R - S), (R - P) / (T - P))
    if (!(p >= 0 && p <= 1)) {
      throw new BadInputError(
        `generous-tit-for-tat: the payoffs R ${R}, S ${S}, T ${T}, P ${P} give no generosity from 0 to 1 (${p}). Set its parameter "generosity".`,
      )
    }
    return fourVector(1, 1, p, 1, p)
  },
  move: drawMemoryOne,
})
