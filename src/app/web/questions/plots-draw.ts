/** Draws a figure as SVG: which specification is for which drawing. */
import { assertNever } from '../../../base/assert-never.ts'
import { draw, type Spec } from '../../../study/page/draw.ts'
import { areaPlot } from '../../../study/page/plots/areas.ts'
import { heatPlot } from '../../../study/page/plots/heat.ts'
import { intervalPlot } from '../../../study/page/plots/intervals.ts'
import { networkPlot } from '../../../study/page/plots/network.ts'
import { DESK, NARROW, type Room } from '../../../study/page/plots/room.ts'
import { roundPlot } from '../../../study/page/plots/rounds.ts'
import { spreadPlot } from '../../../study/page/plots/spread.ts'
import { strategyMapPlot } from '../../../study/page/plots/strategy-map.ts'
import type { PlotRoom } from '../../../study/viewing/plot-catalogue.ts'
import type { PlotDrawing } from '../../../study/viewing/plot-drawing.ts'
import type { PlotFigure } from '../../../study/viewing/plot-figure.ts'

/** SVG that stands on its own: with its namespace, a title and a description. */
export async function drawFigure(figure: PlotFigure, room: PlotRoom): Promise<string> {
  const { id, title, description, drawing } = figure
  const { html } = await draw({
    id,
    title,
    description,
    spec: specOf(drawing, room === 'narrow' ? NARROW : DESK),
  })
  return html.replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')
}

export function specOf(drawing: PlotDrawing, room: Room): Spec {
  switch (drawing.kind) {
    case 'rounds':
      return roundPlot(withDomain(drawing), room)
    case 'areas':
      return areaPlot(drawing, room)
    case 'spread':
      return spreadPlot(drawing, room)
    case 'map':
      return strategyMapPlot(drawing, room)
    case 'network':
      return networkPlot(drawing, room)
    case 'heat':
      return heatPlot(drawing, room)
    case 'intervals':
      return intervalPlot({ ...withDomain(drawing), references: drawing.lines }, room)
    default:
      return assertNever(drawing)
  }
}

function withDomain<T extends { readonly domain: readonly [number, number] | null }>({
  domain,
  ...others
}: T): Omit<T, 'domain'> & { readonly domain?: readonly [number, number] } {
  return domain === null ? others : { ...others, domain }
}
