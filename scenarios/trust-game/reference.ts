/** What people did: figures to draw beside one's own, never targets. */

/** One figure of a study of people. `grade`: A, worked out again from the data or the paper's table; B, as the paper or its abstract has it. */
export interface Reference {
  /** Those parameters of ours on which the figure depends. */
  readonly parameters: Readonly<Record<string, number | string>>
  readonly statistic: string
  readonly value: number
  readonly sd: number | null
  readonly n: number | null
  readonly population: string
  readonly grade: 'A' | 'B'
  readonly citation: string
  readonly doi: string
}

const BERG = {
  parameters: { endowment: 10, multiplier: 3, endow: 'both', rounds: 1 },
  sd: null,
  grade: 'A',
  citation: 'Berg, Dickhaut & McCabe 1995, Games and Economic Behavior 10(1), 122–142',
  doi: '10.1006/game.1995.1027',
} as const
const NO_HISTORY = { ...BERG, population: 'students, Minnesota, paid, double blind, no history' }
const HISTORY = { ...BERG, population: 'students, Minnesota, paid, double blind, social history' }
const JOHNSON = {
  parameters: {},
  n: 162,
  population: '162 replications with more than 23,000 people (sd over studies; working version)',
  grade: 'B',
  citation: 'Johnson & Mislin 2011, Journal of Economic Psychology 32(5), 865–889',
  doi: '10.1016/j.joep.2011.05.007',
} as const

export const references: readonly Reference[] = [
  { statistic: 'mean sent', value: 5.16, n: 32, ...NO_HISTORY },
  { statistic: 'mean returned', value: 4.66, n: 32, ...NO_HISTORY },
  { statistic: 'share who send something', value: 30 / 32, n: 32, ...NO_HISTORY },
  { statistic: 'mean returned where 5 was sent', value: 7.17, n: null, ...NO_HISTORY },
  { statistic: 'mean returned where 10 was sent', value: 10.2, n: null, ...NO_HISTORY },
  {
    statistic: 'share of those who received that returned more than was sent',
    value: 11 / 30,
    n: 30,
    ...NO_HISTORY,
  },
  { statistic: 'mean sent', value: 5.36, n: 28, ...HISTORY },
  { statistic: 'mean returned', value: 6.46, n: 28, ...HISTORY },
  { statistic: 'mean share sent, meta-analysis', value: 0.509, sd: 0.138, ...JOHNSON },
  {
    statistic: 'mean share returned of what could be, meta-analysis',
    value: 0.365,
    sd: 0.094,
    ...JOHNSON,
  },
]
