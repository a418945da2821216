/** Plots of a record: their numbers and their drawings, one plot at a time. */
import { UnknownNameError } from '../../../base/errors.ts'
import { designOf, type Design } from '../../../study/analysis/design.ts'
import { PALETTE } from '../../../study/page/theme.ts'
import {
  PLOT_NAMES,
  PLOT_ROOMS,
  type PlotName,
  type PlotRoom,
} from '../../../study/viewing/plots/plot-catalogue.ts'
import {
  basisWords,
  chosenTreatments,
  narrowedDesign,
  plotBasis,
  plotChoiceIn,
  type PlotBasis,
  type PlotChoice,
  type PlotTreatments,
} from '../../../study/viewing/plots/plot-choice.ts'
import {
  noPlot,
  type PlotFigure,
  type PlotNumbers,
  type ServedPlot,
} from '../../../study/viewing/plots/plot-figure.ts'
import { plotNumbers } from '../../../study/viewing/plots/plot-numbers.ts'
import { ownTreatments } from '../../../study/viewing/runs/run-list.ts'
import type { Opened } from '../records.ts'
import { drawFigure } from './plots-draw.ts'
import type { Question } from './question.ts'
import { runsOf } from './runs-kept.ts'

/** What plots can be narrowed to. */
export const plotTreatmentsQuestion: Question = {
  path: 'plots/treatments',
  answer: treatmentsOf,
  instances: () => [{}],
}

/**
 * `wide` and `narrow` have the same numbers. The query chooses treatments; without one, plots are of all. What is worked out of the choices that were asked for last
 * is kept until the record changes.
 */
export const plotQuestion: Question = {
  path: 'plots/:plot/:room',
  takesSeconds: () => true,
  async answer(record, { plot = '', room = '' }, query): Promise<ServedPlot> {
    const [name, size] = [named(plot), roomed(room)]
    const shelf = shelfOf(record, await chosenIn(record, plotChoiceIn(query)))
    return shelf.kept(`${name}/${size}`, () =>
      servedPlot(
        shelf.kept(name, () => numbersOf(record, name, shelf)),
        size,
        shelf.basis,
      ),
    )
  },
  *instances() {
    for (const plot of PLOT_NAMES) for (const room of PLOT_ROOMS) yield { plot, room }
  },
}

/** Those in which runs were played or planned on their own: plots leave forks out. */
async function treatmentsOf(record: Opened): Promise<PlotTreatments> {
  const list = await runsOf(record).list()
  return {
    factors: list.factors,
    treatments: ownTreatments(list).flatMap((place) => {
      const { name, levels } = list.treatments[place] ?? {}
      return name === undefined || levels === undefined ? [] : [{ name, levels }]
    }),
  }
}

function wholeDesign(record: Opened): Design {
  return record.kept('plots/design', () => designOf(record.store))
}

/** Null where nothing was chosen, or everything. */
async function chosenIn(record: Opened, choice: PlotChoice): Promise<ReadonlySet<string> | null> {
  if (choice.treatments.length === 0 && Object.keys(choice.levels).length === 0) return null
  const from = await treatmentsOf(record)
  const chosen = chosenTreatments(from, choice)
  return chosen.length === from.treatments.length ? null : new Set(chosen)
}

/** What is known of one choice. */
interface Shelf {
  readonly design: Design
  readonly order: readonly string[]
  readonly basis: PlotBasis
  kept<T>(key: string, make: () => T): T
}

/** Choices of which something is kept, those that were asked for last. */
const MOST_SHELVES = 6

function shelfOf(record: Opened, chosen: ReadonlySet<string> | null): Shelf {
  const shelves = record.kept('plots/shelves', () => new Map<string, Shelf>())
  const key = JSON.stringify(chosen && [...chosen])
  const shelf = shelves.get(key) ?? newShelf(wholeDesign(record), chosen)
  shelves.delete(key)
  shelves.set(key, shelf)
  const [oldest] = shelves.keys()
  if (shelves.size > MOST_SHELVES && oldest !== undefined) shelves.delete(oldest)
  return shelf
}

function newShelf(whole: Design, chosen: ReadonlySet<string> | null): Shelf {
  const design = chosen === null ? whole : narrowedDesign(whole, chosen)
  const answers = new Map<string, unknown>()
  return {
    design,
    order: orderOf(whole, design),
    basis: plotBasis(whole, design),
    kept<T>(key: string, make: () => T): T {
      if (!answers.has(key)) answers.set(key, make())
      return answers.get(key) as T
    },
  }
}

/** Colours go by the place in the experiment; where it has more treatments than there are colours, by the place in the choice. */
function orderOf(...designs: readonly Design[]): readonly string[] {
  const fitting = designs.find(({ treatments }) => treatments.length <= PALETTE.length)
  return (fitting?.treatments ?? []).map(({ treatment }) => treatment)
}

function numbersOf(
  { store, tables }: Opened,
  name: PlotName,
  { design, order, basis }: Shelf,
): PlotNumbers {
  if (basis.of > 0 && basis.treatments.length === 0)
    return noPlot('No treatment of this record fits what was chosen.')
  return plotNumbers(name, { store, tables, design, order })
}

async function servedPlot(
  { figures, none, notes }: PlotNumbers,
  room: PlotRoom,
  basis: PlotBasis,
): Promise<ServedPlot> {
  const served: ServedPlot['figures'][number][] = []
  for (const figure of figures) {
    const description = `${figure.description} ${basisWords(basis)}`
    served.push(await servedFigure({ ...figure, description }, room))
  }
  return { figures: served, none, notes, basis }
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
