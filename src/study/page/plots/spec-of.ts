/** Which specification is for which drawing. */
import { assertNever } from '../../../base/assert-never.ts'
import type { Spec } from '../draw.ts'
import { areaPlot } from './areas.ts'
import { heatPlot } from './heat.ts'
import { intervalPlot } from './intervals.ts'
import { networkPlot } from './network.ts'
import type { PlotDrawing } from './plot-drawing.ts'
import type { Room } from './room.ts'
import { roundPlot } from './rounds.ts'
import { spreadPlot } from './spread.ts'
import { strategyMapPlot } from './strategy-map.ts'

export function specOf(drawing: PlotDrawing, room: Room): Spec {
  switch (drawing.kind) {
    case 'rounds':
      return roundPlot(drawing, room)
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
      return intervalPlot(drawing, room)
    default:
      return assertNever(drawing)
  }
}
