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
const OOSTERBEEK = {
  parameters: {},
  n: null,
  population: '75 results of 37 papers',
  citation: 'Oosterbeek, Sloof & van de Kuilen 2004, Experimental Economics 7(2), 171–188',
  doi: '10.1023/B:EXEC.0000026978.14316.74',
} as const

export const references: readonly Reference[] = [
  { statistic: 'mean share offered, meta-analysis', value: 0.4, grade: 'B', ...OOSTERBEEK },
  { statistic: 'share rejected, meta-analysis', value: 0.16, grade: 'B', ...OOSTERBEEK },
  { parameters: { pie: 5 }, statistic: 'mean offer', value: 2.33, n: 43, grade: 'B', ...FORSYTHE },
  { parameters: { pie: 10 }, statistic: 'mean offer', value: 4.67, n: 24, grade: 'B', ...FORSYTHE },
  {
    parameters: { pie: 5 },
    statistic: 'share who offer at least half',
    value: 0.65,
    n: 43,
    grade: 'B',
    ...FORSYTHE,
  },
  {
    parameters: { pie: 10 },
    statistic: 'share who offer at least half',
    value: 0.75,
    n: 24,
    grade: 'B',
    ...FORSYTHE,
  },
]
