/** How far coders agree on each code, as the report tells it. */
import type { Tables } from '../../../io/store/tables.ts'
import { codedOf, type CodeAgreement } from '../../analysis/coded.ts'
import type { Design } from '../../analysis/design.ts'
import {
  columns,
  endsOf,
  noPlot,
  plotOf,
  type PlotCell,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'

export function reliabilityNumbers(tables: Tables, design: Design): PlotNumbers {
  const coded = codedOf(tables, design)
  if (coded === null)
    return noPlot(
      'Nothing was coded: there are no coders to agree (coterie code, coterie codings import).',
    )
  return reliabilityAmong(coded.agreement)
}

/** More codes than this do not stand in one drawing. */
const MOST_CODES = 30

const SHOWN = [
  ['percentAgreement', 'agreement'],
  ['krippendorffAlpha', 'α (Krippendorff)'],
  ['gwetAc1', 'AC1 (Gwet)'],
  ['kappa', 'κ (Cohen, Fleiss)'],
] as const satisfies [keyof CodeAgreement, string][]

function reliabilityAmong(agreement: readonly CodeAgreement[]): PlotNumbers {
  const told = agreement.filter((one) => SHOWN.some(([key]) => one[key].value !== null))
  if (told.length === 0)
    return noPlot(
      agreement.length === 0
        ? 'Nobody coded: there are no coders to agree.'
        : 'No unit was coded by two coders: there is no agreement to measure.',
    )
  const books = Map.groupBy(told, ({ codebook, version }) => `${codebook}, version ${version}`)
  return plotOf(
    [...books].map(([book, list], place) => figureOf(book, list, place)),
    [],
  )
}

function figureOf(book: string, list: readonly CodeAgreement[], place: number): PlotFigure {
  const title = `Agreement of coders: ${book}`
  const rowOf = ({ code, among }: CodeAgreement): string =>
    among === 'all' ? code : `${code} (${among})`
  const drawn = list.slice(0, MOST_CODES)
  return {
    id: `reliability-${place}`,
    title,
    description: `${title}: percent agreement, Krippendorff’s alpha, Gwet’s AC1 and kappa of each code, with 95 % intervals. 1 is perfect agreement; of the coefficients, though not of percent agreement, 0 is that of chance. ${alphaWords(drawn)}`,
    drawing: {
      kind: 'intervals',
      rows: drawn.flatMap((one) =>
        SHOWN.flatMap(([key, series]) => {
          const { value } = one[key]
          return value === null
            ? []
            : [{ row: rowOf(one), series, mean: value, ...endsOf(one[key]) }]
        }),
      ),
      x: 'agreement (1: perfect)',
      domain: null,
      references: [{ label: 'chance, for the coefficients', value: 0 }],
    },
    tables: [
      {
        caption: title,
        columns: columns(
          ['code', 'of the codebook'],
          ['level', 'what its values are'],
          ['among', 'all coders, judges (models) or people'],
          ['coders', 'who coded it'],
          ['units', 'with a value of at least one coder'],
          ['coded twice', 'units with values of at least two coders'],
          ['coefficient', 'what is told of it'],
          ['value', '1 is perfect agreement; empty where it is undefined'],
          ['low', 'lower end of the 95 % interval'],
          ['high', 'upper end of it'],
          ['remark', 'why there is no value, or no interval'],
        ),
        rows: list.flatMap((one) =>
          SHOWN.map(([key, series]): PlotCell[] => {
            const { low, high } = endsOf(one[key])
            const { code, level, among, coders, units, pairableUnits } = one
            const { value, reason } = one[key]
            const about = [code, level, among, coders.join(', '), units, pairableUnits]
            return [...about, series, value, low, high, reason]
          }),
        ),
      },
    ],
    notes:
      list.length > drawn.length
        ? [`The first ${MOST_CODES} of ${list.length} codes are drawn; the numbers have all.`]
        : [],
    references: [],
  }
}

function alphaWords(list: readonly CodeAgreement[]): string {
  return list
    .slice(0, 8)
    .flatMap(({ code, krippendorffAlpha: { value } }) =>
      value === null ? [] : [`${code}: alpha ${value.toFixed(2)}.`],
    )
    .join(' ')
}
