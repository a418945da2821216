/** Draws a figure as SVG. */
import { draw } from '../../../study/page/draw.ts'
import { DESK, NARROW } from '../../../study/page/plots/room.ts'
import { specOf } from '../../../study/page/plots/spec-of.ts'
import type { PlotRoom } from '../../../study/viewing/plots/plot-catalogue.ts'
import type { PlotFigure } from '../../../study/viewing/plots/plot-figure.ts'

/** The grounds of frames and legends, which nobody sees: they are as large as Vega reckons, not as what is drawn. */
const GROUNDS =
  /<path class="background" aria-hidden="true" d="[^"]*"(?: pointer-events="none")?(?: opacity="1")?\/>/g

/** SVG that stands on its own: with its namespace, a title and a description. */
export async function drawFigure(figure: PlotFigure, room: PlotRoom): Promise<string> {
  const { id, title, description, drawing } = figure
  const spec = specOf(drawing, room === 'narrow' ? NARROW : DESK)
  const { html } = await draw({ id, title, description, spec })
  return html.replaceAll(GROUNDS, '').replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')
}
