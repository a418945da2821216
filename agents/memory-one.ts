/** Strategies given by four chances of cooperating, one for each outcome of the last round. */
import { z } from 'zod'
import { defineStrategy, type History, type Move, type Random } from '../src/index.ts'

/** Chances of C after CC, CD, DC, DD (own move first), and in the first round. */
export interface MemoryOne {
  readonly opening: number
  readonly afterCC: number
  readonly afterCD: number
  readonly afterDC: number
  readonly afterDD: number
}

/** Draws the next move. One draw a round whatever the chances, so that changing one shifts no later draw. */
export function drawMemoryOne(
  chances: MemoryOne,
  { lastOwn, lastOther }: History,
  random: Random,
): Move {
  let p = chances.opening
  if (lastOwn === 'C') p = lastOther === 'C' ? chances.afterCC : chances.afterCD
  else if (lastOwn === 'D') p = lastOther === 'C' ? chances.afterDC : chances.afterDD
  return random.chance(p) ? 'C' : 'D'
}

const chance = z.number().min(0).max(1)

/** The generic strategy of memory one. */
export const memoryOne = defineStrategy({
  name: 'memory-one',
  summary:
    'Cooperates with the chance given for the outcome of the last round (own move first); by default win-stay, lose-shift with a slip of 1/20.',
  citation: 'Nowak & Sigmund 1990, Acta Applicandae Mathematicae 20',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({
    opening: chance.default(1),
    afterCC: chance.default(0.95),
    afterCD: chance.default(0.05),
    afterDC: chance.default(0.05),
    afterDD: chance.default(0.95),
  }),
  start: (chances): MemoryOne => ({ ...chances }),
  move: drawMemoryOne,
})

/** The generic reactive strategy: it looks at the opponent's last move only. */
export const reactive = defineStrategy({
  name: 'reactive',
  summary: "Cooperates with the chance given for the opponent's last move.",
  citation: 'Nowak & Sigmund 1989, Applied Mathematics and Computation 30(3)',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({
    opening: chance.default(1),
    afterC: chance.default(0.99),
    afterD: chance.default(0.33),
  }),
  start: ({ opening, afterC, afterD }): MemoryOne =>
    fourVector(opening, afterC, afterD, afterC, afterD),
  move: drawMemoryOne,
})

/** Forgives half of mutual punishment's length: the alternating game's tit for tat. */
export const firmButFair = fixed({
  name: 'firm-but-fair',
  summary: "Cooperates except after the sucker's payoff; after mutual defection with chance 2/3.",
  citation: 'Frean 1994, Proc. Royal Society B 257',
  chances: fourVector(1, 1, 0, 1, 2 / 3),
})

/** Tit for tat that defects after one cooperation in ten. */
export const joss = fixed({
  name: 'joss',
  summary: 'Tit for tat that cooperates with chance 0.9 after a cooperation.',
  citation: 'Joss in Axelrod 1980, J. Conflict Resolution 24(1)',
  chances: fourVector(1, 0.9, 0, 0.9, 0),
})

/** Tit for tat that forgives one defection in ten. */
export const softJoss = fixed({
  name: 'soft-joss',
  summary: 'Tit for tat that cooperates with chance 0.1 after a defection.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  chances: fourVector(1, 1, 0.1, 1, 0.1),
})

/** Cooperates after agreement, and with chance 2/7 after disagreement. */
export const grofman = fixed({
  name: 'grofman',
  summary: 'Cooperates if both did the same in the last round, else with chance 2/7.',
  citation: 'Grofman in Axelrod 1980, J. Conflict Resolution 24(1)',
  chances: fourVector(1, 1, 2 / 7, 2 / 7, 1),
})

/** The general cooperator that evolved in Adami and Hintze's populations. */
export const stochasticCooperator = fixed({
  name: 'stochastic-cooperator',
  summary: 'Cooperates with chances 0.935, 0.229, 0.266, 0.42 after CC, CD, DC, DD.',
  citation: 'Adami & Hintze 2013, Nature Communications 4',
  chances: fourVector(1, 0.935, 0.229, 0.266, 0.42),
})

/** Gathers five chances: opening, then after CC, CD, DC, DD. */
export function fourVector(
  opening: number,
  afterCC: number,
  afterCD: number,
  afterDC: number,
  afterDD: number,
): MemoryOne {
  return { opening, afterCC, afterCD, afterDC, afterDD }
}

function fixed(of: { name: string; summary: string; citation: string; chances: MemoryOne }) {
  const { chances, ...names } = of
  return defineStrategy({
    ...names,
    facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
    parameters: z.strictObject({}),
    start: (): MemoryOne => ({ ...chances }),
    move: drawMemoryOne,
  })
}
