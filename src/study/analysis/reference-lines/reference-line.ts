/** Figures of studies of people: to be drawn beside one's own, never as targets. */

/** How sure the figure is. A: worked out again from raw data, or read in the paper's own table. B: as an abstract or a second source has it. C: not confirmed. */
export type Grade = 'A' | 'B' | 'C'

export interface ReferenceLine {
  /** The scenario whose runs it is comparable with; null where the catalogue has none. */
  readonly scenario: string | null
  /** Those parameters on which the figure depends, as they were; empty for meta-analyses, which pool many. */
  readonly parameters: Readonly<Record<string, string | number>>
  /** The measure that it can be drawn beside, in whose unit `value` is; null where there is none. */
  readonly measure: string | null
  /** What of the measure it is about: a round, a state, an option. */
  readonly about: string | number | null
  /** What was counted, in the words of the study. */
  readonly statistic: string
  readonly value: number
  /** The figure as it was published, where `value` is another form of it. */
  readonly published?: string
  /** Standard deviation; over studies, for meta-analyses. */
  readonly sd: number | null
  /** People, or what the statistic counts. */
  readonly n: number | null
  readonly population: string
  readonly grade: Grade
  readonly citation: string
  readonly doi: string | null
  readonly note?: string
}
