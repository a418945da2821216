/** Plots of a record: their numbers and their drawings, one plot at a time. */
import { UnknownNameError } from '../../../base/errors.ts'
import { designOf } from '../../../study/analysis/design.ts'
import {
  PLOT_NAMES,
  PLOT_ROOMS,
  type PlotName,
  type PlotRoom,
} from '../../../study/viewing/plots/plot-catalogue.ts'
import type {
  PlotFigure,
  PlotNumbers,
  ServedPlot,
} from '../../../study/viewing/plots/plot-figure.ts'
import { plotNumbers } from '../../../study/viewing/plots/plot-numbers.ts'
import type { Opened } from '../records.ts'
import { drawFigure } from './plots-draw.ts'
import type { Question } from './question.ts'

/** `wide` and `narrow` have the same numbers. What is worked out is kept until the record changes. */
export const plotQuestion: Question = {
  path: 'plots/:plot/:room',
  takesSeconds: () => true,
  answer: (record, { plot = '', room = '' }) => {
    const [name, size] = [named(plot), roomed(room)]
    return record.kept(`plots/${name}/${size}`, () => servedPlot(numbersOf(record, name), size))
  },
  *instances() {
    for (const plot of PLOT_NAMES) for (const room of PLOT_ROOMS) yield { plot, room }
  },
}

function numbersOf(record: Opened, name: PlotName): PlotNumbers {
  return record.kept(`plots/${name}`, () => {
    const { store, tables } = record
    const design = record.kept('plots/design', () => designOf(store))
    return plotNumbers(name, { store, tables, design })
  })
}

async function servedPlot(
  { figures, none, notes }: PlotNumbers,
  room: PlotRoom,
): Promise<ServedPlot> {
  const served: ServedPlot['figures'][number][] = []
  for (const figure of figures) served.push(await servedFigure(figure, room))
  return { figures: served, none, notes }
}

/** More rows of a table than this are not sent to a page. */
const MOST_ROWS = 20_000

async function servedFigure(
  figure: PlotFigure,
  room: PlotRoom,
): Promise<ServedPlot['figures'][number]> {
  const { drawing: _, tables, notes, ...told } = figure
  const long = tables.filter(({ rows }) => rows.length > MOST_ROWS)
  return {
    ...told,
    svg: await drawFigure(figure, room),
    tables: tables.map((table) => ({ ...table, rows: table.rows.slice(0, MOST_ROWS) })),
    notes: [
      ...notes,
      ...long.map(
        ({ caption, rows }) =>
          `${caption}: the first ${MOST_ROWS} of ${rows.length} rows are here; coterie report and coterie measures have all.`,
      ),
    ],
  }
}

function named(plot: string): PlotName {
  const found = PLOT_NAMES.find((name) => name === plot)
  if (found === undefined)
    throw new UnknownNameError('plot', plot, [...PLOT_NAMES], 'These are drawn.')
  return found
}

function roomed(room: string): PlotRoom {
  const found = PLOT_ROOMS.find((name) => name === room)
  if (found === undefined)
    throw new UnknownNameError('room', room, [...PLOT_ROOMS], 'Plots are drawn for these.')
  return found
}
