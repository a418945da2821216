/** A plot as a page gets it: its figures drawn, with their numbers. */
import type { PlotFigure, PlotNumbers } from './plot-figure.ts'

export interface ServedFigure extends Omit<PlotFigure, 'drawing'> {
  /** A document of its own. Whoever puts it into a page checks it first. */
  readonly svg: string
}

export interface ServedPlot extends Pick<PlotNumbers, 'none' | 'notes'> {
  readonly figures: readonly ServedFigure[]
}
