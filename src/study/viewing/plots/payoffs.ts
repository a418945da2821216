/** What runs earned, and what else of them people have been measured in: every run a value, by treatment and role. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../analysis/design.ts'
import { earnedQuestion, type EarnedMeans } from '../../analysis/earnings.ts'
import { measuresQuestion, type MeasuredGroup } from '../../analysis/measures/measured-groups.ts'
import { readRuns } from '../../analysis/read-runs.ts'
import { shownReferences, type ShownReference } from '../../analysis/shown-references.ts'
import {
  columns,
  drawnAmong,
  noPlot,
  plotOf,
  referenceOf,
  type PlotCell,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'
import { extremes, spreadOf } from './spread-of.ts'

interface Values {
  readonly treatment: string
  readonly role: string
  /** One for each run. */
  readonly values: readonly number[]
}

interface Spreading {
  readonly id: string
  readonly title: string
  /** What is measured, with its unit. */
  readonly x: string
  readonly domain: readonly [number, number] | null
  readonly groups: readonly Values[]
  readonly references: readonly ShownReference[]
}

/** @param order by whose places colours go. */
export function payoffsNumbers(
  store: Store,
  design: Design,
  order: readonly string[] = [],
): PlotNumbers {
  const references = shownReferences(store, design).filter(({ line }) => line.measure !== null)
  const names = [...new Set(references.flatMap(({ line }) => line.measure ?? []))]
  const earned = earnedQuestion(design)
  const measured = names.length === 0 ? null : measuresQuestion(store, design, { names })
  readRuns(store, design, [earned, ...(measured === null ? [] : [measured])])
  const all = spreadings(earned.answer(), measured?.answer() ?? [], references)
  if (all.length === 0)
    return noPlot(
      'Nothing was paid in a finished run, and no study of people has these parameters.',
    )
  const { drawn, notes } = drawnAmong(design.treatments.map(({ treatment }) => treatment))
  return plotOf(
    all.map((one) => figureOf(one, drawn, order)),
    notes,
  )
}

function spreadings(
  earned: readonly EarnedMeans[],
  measured: readonly MeasuredGroup[],
  references: readonly ShownReference[],
): Spreading[] {
  const earnings: Spreading = {
    id: 'earnings',
    title: 'Earnings of a seat in a run',
    x: 'points in a run',
    domain: null,
    groups: earned.map(({ treatment, role, means }) => ({ treatment, role, values: means })),
    references: [],
  }
  return [...(earned.length === 0 ? [] : [earnings]), ...besidePeople(measured, references)].filter(
    ({ groups }) => groups.some(({ values }) => values.length > 0),
  )
}

/** What studies have measured of people who played with the same parameters; rounds one by one are left to the report. */
function besidePeople(
  measured: readonly MeasuredGroup[],
  references: readonly ShownReference[],
): Spreading[] {
  const kinds = [
    ...Map.groupBy(
      references.filter(({ line }) => typeof line.about !== 'number'),
      ({ line }) => JSON.stringify([line.measure, line.about]),
    ).values(),
  ]
  return kinds.flatMap((list, place) => {
    const [first] = list
    if (first === undefined) return []
    const { measure, about } = first.line
    const groups = measured.filter((one) => one.measure.name === measure && one.about === about)
    const definition = groups[0]?.measure
    if (definition === undefined) return []
    const name = about === null ? definition.name : `${definition.name}, ${about}`
    return [
      {
        id: `people-${place}`,
        title: `${sentence(definition.means)}${about === null ? '' : ` (${about})`}: here, and among people`,
        x: `${name} (${definition.unit})`,
        domain: definition.unit === 'share' ? ([0, 1] as const) : null,
        groups: groups.map(({ treatment, role, values }) => ({
          treatment,
          role: role ?? '(run)',
          values,
        })),
        references: list,
      },
    ]
  })
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function figureOf(
  one: Spreading,
  drawn: ReadonlySet<string>,
  order: readonly string[],
): PlotFigure {
  const { id, title, x, domain, groups, references } = one
  const told = groups.filter(({ values }) => values.length > 0)
  const hasRoles = new Set(told.map(({ role }) => role)).size > 1
  const rowOf = ({ treatment, role }: Values): string =>
    hasRoles ? `${treatment}, ${role}` : treatment
  const spreads = told.map((group) => {
    const series = order.length > 0 ? group.treatment : group.role
    return { group, spread: spreadOf(group.values, { row: rowOf(group), series }) }
  })
  const shown = spreads.filter(({ group }) => drawn.has(group.treatment))
  const isOne = (label: string): boolean =>
    references.filter((other) => other.label === label).length === 1
  const lines = references.map(({ label, line, treatments }) => ({
    label: isOne(label) ? label : `${label}: ${line.statistic}`,
    value: line.value,
    rows: shown.flatMap(({ group, spread }) =>
      treatments.includes(group.treatment) ? [spread.row] : [],
    ),
  }))
  return {
    id,
    title,
    description: `${title}: each run a dot, with quartiles, mean and its 95 % interval, by treatment${hasRoles ? ' and role' : ''}. ${shown
      .slice(0, 6)
      .map(({ spread }) => `${spread.row}: mean ${spread.mean.toFixed(2)}.`)
      .join(
        ' ',
      )}${lines.map(({ label, value }) => ` Reference line, ${label}: ${value}.`).join('')}`,
    drawing: {
      kind: 'spread',
      spreads: shown.map(({ spread }) => spread),
      order,
      x,
      domain,
      references: lines,
    },
    tables: [
      {
        caption: title,
        columns: SUMMARY,
        rows: [
          ...spreads.map(({ group, spread }): PlotCell[] => {
            const { lower, median, upper, mean, low, high } = spread
            const [least, greatest] = extremes(group.values)
            const about = [group.treatment, group.role, group.values.length]
            return [...about, least, lower, median, upper, greatest, mean, low, high]
          }),
        ],
      },
      {
        caption: `${title}: the runs that are drawn`,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['role', 'whose; (run) for the run as a whole'],
          ['value', `${x}: mean over the seats of the role in one run`],
        ),
        rows: shown.flatMap(({ group, spread }) =>
          spread.values.map((value): PlotCell[] => [group.treatment, group.role, value]),
        ),
      },
    ],
    notes: [
      `Dots are runs, boxes their quartiles with the median, diamonds means with 95 % intervals over runs.${lines.length === 0 ? '' : ' Upright lines are what people came to.'}`,
    ],
    references: references.map(referenceOf),
  }
}

const SUMMARY = columns(
  ['treatment', 'as the experiment names it'],
  ['role', 'whose; (run) for the run as a whole'],
  ['runs', 'finished runs with a value'],
  ['least', 'of the runs'],
  ['lower quartile', 'type 7 of Hyndman & Fan'],
  ['median', 'of the runs'],
  ['upper quartile', 'type 7 of Hyndman & Fan'],
  ['greatest', 'of the runs'],
  ['mean', 'over runs'],
  ['low', 'lower end of the 95 % interval of the mean; empty where runs cannot tell'],
  ['high', 'upper end of it'],
)
