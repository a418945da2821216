/** What a plot shows, as data: what is drawn, the numbers of it in tables, and what it says in words. */
import type { Estimate } from '../../analysis/estimate.ts'
import type { ShownReference } from '../../analysis/shown-references.ts'
import type { PlotDrawing } from '../../page/plots/plot-drawing.ts'
import type { PlotBasis } from './plot-choice.ts'

export type PlotCell = string | number | null

export interface PlotColumn {
  readonly name: string
  /** Its meaning, with its unit. */
  readonly means: string
}

/** The numbers of a figure, in full: they are what is downloaded. */
export interface PlotTable {
  readonly caption: string
  readonly columns: readonly PlotColumn[]
  readonly rows: readonly (readonly PlotCell[])[]
}

/** What people did in a study with the same parameters, as it is cited. */
export interface PlotReference {
  readonly label: string
  readonly statistic: string
  readonly value: number
  readonly n: number | null
  readonly population: string
  readonly grade: string
  readonly citation: string
  readonly doi: string | null
  readonly note: string | null
}

export interface PlotFigure {
  /** Tells the figures of a plot apart: letters, digits, hyphens. */
  readonly id: string
  readonly title: string
  /** What is seen, in a sentence or two, for those who cannot see it. */
  readonly description: string
  readonly drawing: PlotDrawing
  /** The first has what is drawn. */
  readonly tables: readonly PlotTable[]
  readonly notes: readonly string[]
  readonly references: readonly PlotReference[]
}

/** A plot of a record. `none` says why there is no figure; null where there are some. */
export interface PlotNumbers {
  readonly figures: readonly PlotFigure[]
  readonly none: string | null
  readonly notes: readonly string[]
}

/** A figure as a page gets it. */
export interface ServedFigure extends Omit<PlotFigure, 'drawing'> {
  /** A document of its own. Whoever puts it into a page checks it first. */
  readonly svg: string
}

/** A plot as a page gets it: its figures drawn, with their numbers. */
export interface ServedPlot extends Pick<PlotNumbers, 'none' | 'notes'> {
  readonly figures: readonly ServedFigure[]
  readonly basis: PlotBasis
}

/** Treatments past this many stand in tables, and in no drawing; as in the report. */
export const MOST_DRAWN = 24
/** Figures of one plot past this many are left out, which is said. */
export const MOST_FIGURES = 12

export function noPlot(none: string): PlotNumbers {
  return { figures: [], none, notes: [] }
}

/** The figures as far as there is room for them; a note says what is left out. */
export function plotOf(figures: readonly PlotFigure[], notes: readonly string[]): PlotNumbers {
  const left = figures.length - MOST_FIGURES
  return {
    figures: figures.slice(0, MOST_FIGURES),
    none: null,
    notes: [
      ...notes,
      ...(left > 0
        ? [
            `${left} more ${left === 1 ? 'figure is' : 'figures are'} left out: the report's tables have them.`,
          ]
        : []),
    ],
  }
}

/** The first treatments, as many as a drawing can hold, and a note where there are more. */
export function drawnAmong(treatments: readonly string[]): {
  readonly drawn: ReadonlySet<string>
  readonly notes: readonly string[]
} {
  return {
    drawn: new Set(treatments.slice(0, MOST_DRAWN)),
    notes:
      treatments.length <= MOST_DRAWN
        ? []
        : [
            `The first ${MOST_DRAWN} of ${treatments.length} treatments are drawn; the numbers have all of them.`,
          ],
  }
}

export function columns(
  ...pairs: readonly (readonly [name: string, means: string])[]
): PlotColumn[] {
  return pairs.map(([name, means]) => ({ name, means }))
}

/** The ends of an interval; nulls where there is none. */
export function endsOf({ interval }: Pick<Estimate, 'interval'>): {
  readonly low: number | null
  readonly high: number | null
} {
  return { low: interval?.[0] ?? null, high: interval?.[1] ?? null }
}

export function referenceOf({ line, label }: ShownReference): PlotReference {
  const { statistic, value, n, population, grade, citation, doi, note = null } = line
  return { label, statistic, value, n, population, grade, citation, doi, note }
}
