/** What people did: figures to draw beside one's own, never targets. */

/** One figure of a study of people. `grade`: A, worked out again from the data; B, as the paper or its abstract has it. */
export interface Reference {
  readonly parameters: Readonly<Record<string, number | string>>
  readonly statistic: string
  readonly value: number
  readonly n: number | null
  readonly population: string
  readonly grade: 'A' | 'B'
  readonly citation: string
  readonly doi: string
}

const FORSYTHE = {
  population: 'students, Iowa, paid',
  citation: 'Forsythe, Horowitz, Savin & Sefton 1994, Games and Economic Behavior 6(3), 347–369',
  doi: '10.1006/game.1994.1021',
} as const

export const references: readonly Reference[] = [
  {
    parameters: { endowment: 5 },
    statistic: 'mean given',
    value: 1.09,
    n: 45,
    grade: 'A',
    ...FORSYTHE,
  },
  {
    parameters: { endowment: 5 },
    statistic: 'share who give nothing',
    value: 0.36,
    n: 45,
    grade: 'A',
    ...FORSYTHE,
  },
  {
    parameters: { endowment: 5 },
    statistic: 'share who give at least half',
    value: 0.22,
    n: 45,
    grade: 'A',
    ...FORSYTHE,
  },
  {
    parameters: { endowment: 10 },
    statistic: 'mean given',
    value: 2.26,
    n: 24,
    grade: 'B',
    ...FORSYTHE,
  },
  {
    parameters: { endowment: 10 },
    statistic: 'share who give nothing',
    value: 0.21,
    n: 24,
    grade: 'B',
    ...FORSYTHE,
  },
  {
    parameters: {},
    statistic: 'mean share given, meta-analysis',
    value: 0.28,
    n: null,
    population: '131 papers',
    grade: 'B',
    citation: 'Engel 2011, Experimental Economics 14(4), 583–610',
    doi: '10.1007/s10683-011-9283-7',
  },
]
