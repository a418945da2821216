/** The automata whose shares studies of human play estimate, as state tables. A prefix keeps them apart from strategies of like names. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'
import { runAutomaton, type Automaton } from './automaton.ts'

const DAL_BO = 'Dal Bó & Fréchette 2011, American Economic Review 101(1)'
const FUDENBERG = 'Fudenberg, Rand & Dreber 2012, American Economic Review 102(2)'
const BREITMOSER = 'Breitmoser 2015, American Economic Review 105(9)'

/** TFT. */
export const fsmTft = fixed(
  'tft',
  1,
  DAL_BO,
  'TFT: cooperates unless the other defected last.',
  '1 1 2 1 2 | 0 1 2 1 2',
)

/** TFT with patience for one defection. */
export const fsmTf2t = fixed(
  'tf2t',
  2,
  FUDENBERG,
  'TF2T: defects after two defections in a row.',
  '1 1 2 1 2 | 1 1 3 1 3 | 0 1 3 1 3',
)

/** TFT with patience for two defections. */
export const fsmTf3t = fixed(
  'tf3t',
  3,
  FUDENBERG,
  'TF3T: defects after three defections in a row.',
  '1 1 2 1 2 | 1 1 3 1 3 | 1 1 4 1 4 | 0 1 4 1 4',
)

/** Two tits for a tat. */
export const fsmT2ft = fixed(
  't2ft',
  2,
  FUDENBERG,
  'T2FT: defects if the other defected in either of the last two rounds.',
  '1 1 2 1 2 | 0 3 2 3 2 | 0 1 2 1 2',
)

/** Two tits for two tats. */
export const fsmT2f2t = fixed(
  't2f2t',
  3,
  FUDENBERG,
  'T2F2T: defects if the other defected twice in a row within the last three rounds.',
  '1 1 2 1 2 | 1 1 3 1 3 | 0 4 3 4 3 | 0 1 2 1 2',
)

/** Grim that a defection of its own triggers too. */
export const fsmGrim = fixed(
  'grim',
  Infinity,
  DAL_BO,
  'GRIM: cooperates until either side defects, then defects for ever.',
  '1 1 2 2 2 | 0 2 2 2 2',
)

/** Grim with patience for one bad round. */
export const fsmGrim2 = fixed(
  'grim2',
  Infinity,
  FUDENBERG,
  'GRIM2: defects for ever after two rounds in a row with a defection by either side.',
  '1 1 2 2 2 | 1 1 3 3 3 | 0 3 3 3 3',
)

/** Grim with patience for two bad rounds. */
export const fsmGrim3 = fixed(
  'grim3',
  Infinity,
  FUDENBERG,
  'GRIM3: defects for ever after three rounds in a row with a defection by either side.',
  '1 1 2 2 2 | 1 1 3 3 3 | 1 1 4 4 4 | 0 4 4 4 4',
)

/** Win-stay, lose-shift. */
export const fsmPtft = fixed(
  'ptft',
  1,
  DAL_BO,
  'PTFT, perfect TFT: cooperates if both did the same last; win-stay, lose-shift.',
  '1 1 2 2 1 | 0 1 2 2 1',
)

/** A punishment of two rounds. */
export const fsmT2 = fixed(
  't2',
  Infinity,
  DAL_BO,
  'T2: after a defection by either side defects twice, whatever happens, and cooperates again.',
  '1 1 2 2 2 | 0 3 3 3 3 | 0 1 1 1 1',
)

/** Alternation that opens with D. */
export const fsmDc = fixed(
  'dc',
  1,
  FUDENBERG,
  'DC: opens with D, then changes its own last move.',
  '0 1 1 2 2 | 1 1 1 2 2',
)

/** One cooperation as a bait. */
export const fsmFc = fixed(
  'fc',
  0,
  FUDENBERG,
  'FC, false cooperator: cooperates in round 1 only.',
  '1 2 2 2 2 | 0 2 2 2 2',
)

/** Suspicious TFT. */
export const fsmDtft = fixed(
  'dtft',
  1,
  FUDENBERG,
  'D-TFT: opens with D, then plays TFT.',
  '0 2 1 2 1 | 1 2 1 2 1',
)

/** Suspicious TF2T. */
export const fsmDtf2t = fixed(
  'dtf2t',
  2,
  FUDENBERG,
  'D-TF2T: opens with D, then plays TF2T.',
  '0 2 3 2 3 | 1 2 3 2 3 | 1 2 4 2 4 | 0 2 4 2 4',
)

/** Suspicious TF3T. */
export const fsmDtf3t = fixed(
  'dtf3t',
  3,
  FUDENBERG,
  'D-TF3T: opens with D, then plays TF3T.',
  '0 2 3 2 3 | 1 2 3 2 3 | 1 2 4 2 4 | 1 2 5 2 5 | 0 2 5 2 5',
)

/** Suspicious GRIM2. */
export const fsmDgrim2 = fixed(
  'dgrim2',
  Infinity,
  FUDENBERG,
  'D-GRIM2: opens with D, then plays GRIM2; the opening counts as a defection.',
  '0 2 3 3 3 | 1 2 3 3 3 | 1 2 4 4 4 | 0 4 4 4 4',
)

/** Suspicious GRIM3. */
export const fsmDgrim3 = fixed(
  'dgrim3',
  Infinity,
  FUDENBERG,
  'D-GRIM3: opens with D, then plays GRIM3; the opening counts as a defection.',
  '0 2 3 3 3 | 1 2 3 3 3 | 1 2 4 4 4 | 1 2 5 5 5 | 0 5 5 5 5',
)

const chance = z.number().min(0).max(1)

/** Semi-grim. Its chance is estimated from data in the literature; the default is the share after CD and DC in Dal Bó and Fréchette's late supergames. */
export const fsmSgrim = defineStrategy({
  name: 'fsm-sgrim',
  summary:
    'SGRIM, semi-grim: cooperates after CC, defects after DD, cooperates with `mixed` after CD and DC.',
  citation: BREITMOSER,
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({ mixed: chance.default(0.37) }),
  start: ({ mixed }): Automaton => ({
    states: [
      [1, 1, 2, 2, 3],
      [mixed, 1, 2, 2, 3],
      [0, 1, 2, 2, 3],
    ],
    at: 1,
  }),
  move: runAutomaton,
})

/** The belief-free strategy of memory one. Defaults: the shares after CD and after DC in Dal Bó and Fréchette's late supergames. */
export const fsmM1bf = defineStrategy({
  name: 'fsm-m1bf',
  summary:
    'M1BF: cooperates after CC, defects after DD, cooperates with `afterCD` and `afterDC` in between.',
  citation: BREITMOSER,
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({ afterCD: chance.default(0.36), afterDC: chance.default(0.37) }),
  start: ({ afterCD, afterDC }): Automaton => ({
    states: [
      [1, 1, 2, 3, 4],
      [afterCD, 1, 2, 3, 4],
      [afterDC, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ],
    at: 1,
  }),
  move: runAutomaton,
})

/** Rows are apart by `|`: chance of C, then the next states after CC, CD, DC, DD, counted from 1. */
function fixed(name: string, depth: number, citation: string, summary: string, rows: string) {
  const states = rows
    .split('|')
    .map((row) => row.trim().split(' ').map(Number) as [number, number, number, number, number])
  return defineStrategy({
    name: `fsm-${name}`,
    summary,
    citation,
    facts: { memoryDepth: depth, stochastic: false, usesHorizon: false },
    parameters: z.strictObject({}),
    start: (): Automaton => ({ states, at: 1 }),
    move: runAutomaton,
  })
}
