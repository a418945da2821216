/** Draws a figure as SVG. */
import { draw } from '../../../study/page/draw.ts'
import { DESK, NARROW } from '../../../study/page/plots/room.ts'
import { specOf } from '../../../study/page/plots/spec-of.ts'
import type { PlotRoom } from '../../../study/viewing/plots/plot-catalogue.ts'
import type { PlotFigure } from '../../../study/viewing/plots/plot-figure.ts'

/** SVG that stands on its own: with its namespace, a title and a description. */
export async function drawFigure(figure: PlotFigure, room: PlotRoom): Promise<string> {
  const { id, title, description, drawing } = figure
  const spec = specOf(drawing, room === 'narrow' ? NARROW : DESK)
  const { html } = await draw({ id, title, description, spec })
  return html.replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')
}
