/** How choices went on, and how runs are spread. */
import { inOrderOf } from '../figures.ts'
import { el, type Html } from '../html.ts'
import { numberText } from '../numbers.ts'
import { MOST_FIGURES, type PageData } from '../page-data.ts'
import type { RoundPoint } from '../plots/plot-drawing.ts'
import { roundPlot } from '../plots/rounds.ts'
import { MOST_DOTS, stripPlot } from '../plots/strips.ts'
import { figure, note, type Section } from '../section.ts'

/** Null where nobody was asked the same thing twice. */
export async function courseSection(data: PageData): Promise<Section | null> {
  const { drawn, left } = inOrderOf(data.report.attrition.map(({ treatment }) => treatment))
  const told = data.occasions.filter(
    ({ treatment, points }) => drawn.has(treatment) && points.length > 0,
  )
  const repeated = [
    ...Map.groupBy(told, ({ role, ask, what }) => JSON.stringify([role, ask, what])).values(),
  ].filter((list) => list.some(({ points }) => points.length > 1))
  const flat = repeated.filter(isFlat)
  const kinds = repeated.filter((list) => !isFlat(list)).slice(0, MOST_FIGURES)
  if (repeated.length === 0) return null
  const figures: Html[] = []
  for (const [place, list] of kinds.entries()) figures.push(await courseFigure(list, place))
  return {
    id: 'course',
    title: 'Choices one after the other',
    inside: [
      left,
      figures,
      flat.map((list) => note(flatWords(list))),
      note(
        'The n-th time that a participant was asked: in a game that asks once a round, the round. Shares are of decisions that took an option, first over the seats of a role, then over runs; bands are mean ± 1.96 s/√n over runs. ' +
          'Of two options the first is drawn. Where runs end at different times, late points rest on fewer runs.',
      ),
      told.some(({ cut }) => cut) ? note('Only the first 200 occasions are drawn.') : null,
    ],
  }
}

/** Always the same, in every treatment: there is nothing to draw. */
function isFlat(list: PageData['occasions']): boolean {
  return new Set(list.flatMap(({ points }) => points.map(({ mean }) => mean))).size < 2
}

function flatWords(list: PageData['occasions']): string {
  const [{ role, ask, what, points } = { role: '', ask: '', what: '', points: [] }] = list
  const whose = what === '(mean)' ? 'the mean amount' : `the share of ${what}`
  return `${role} at “${ask}”: ${whose} is ${numberText(points[0]?.mean ?? null)} every time, under every treatment.`
}

async function courseFigure(list: PageData['occasions'], place: number): Promise<Html> {
  const [{ role, ask, what } = { role: '', ask: '', what: '' }] = list
  const isMean = what === '(mean)'
  const points = list.flatMap(({ treatment, points: own }) =>
    own.map((point): RoundPoint & { runs: number } => ({
      series: treatment,
      occasion: point.occasion,
      runs: point.runs,
      mean: point.mean,
      low: point.interval?.[0] ?? null,
      high: point.interval?.[1] ?? null,
    })),
  )
  const title = isMean
    ? `Amounts of ${role} at “${ask}”, time by time`
    : `How often ${role} chose ${what} at “${ask}”, time by time`
  return figure(
    {
      id: `course-${place}`,
      title,
      description: `${title}: a line for each treatment, with bands of 95 % over runs.`,
      spec: roundPlot({
        points: points.map(({ runs: _, ...point }) => point),
        x: 'n-th time asked',
        y: isMean ? 'mean amount' : `share of ${what}`,
        domain: isMean ? null : [0, 1],
      }),
    },
    {
      caption: title,
      head: ['treatment', 'time', 'runs', 'mean', 'low', 'high'],
      rows: points.map((one) => [
        one.series,
        one.occasion,
        one.runs,
        numberText(one.mean),
        numberText(one.low),
        numberText(one.high),
      ]),
      keys: 2,
    },
  )
}

/** The values of runs, outcome by outcome. */
export async function spreadSection({ report }: PageData): Promise<Section | null> {
  const { drawn, left } = inOrderOf(report.attrition.map(({ treatment }) => treatment))
  const every = [...Map.groupBy(report.outcomes, ({ key }) => key).values()].filter((list) =>
    list.some(({ values }) => values.length > 0),
  )
  const kinds = every.filter(doesVary)
  const same = every
    .filter((list) => !doesVary(list))
    .map((list) => list.filter(({ values }) => values.length > 0))
  const told = kinds.slice(0, MOST_FIGURES)
  const figures: Html[] = []
  for (const [place, list] of told.entries()) {
    const own = list.filter(({ treatment, values }) => drawn.has(treatment) && values.length > 0)
    const [first] = own
    if (first === undefined) continue
    const about = aboutOf(first)
    figures.push(
      await figure(
        {
          id: `spread-${place}`,
          title: about,
          description: `Each run a dot, by treatment; a stroke marks the median of ${first.outcome}.`,
          spec: stripPlot({
            strips: own.map(({ treatment, values }) => ({ row: treatment, values })),
            x: first.bounds === null ? 'value of a run' : 'share in a run',
            ...(first.bounds === null ? {} : { domain: [0, 1] as const }),
          }),
        },
        {
          caption: `Runs: ${about}`,
          head: [
            'treatment',
            'runs',
            'least',
            'lower quartile',
            'median',
            'upper quartile',
            'greatest',
          ],
          rows: own.map(({ treatment, values }) => [
            treatment,
            values.length,
            ...fiveOf(values).map(numberText),
          ]),
        },
      ),
    )
  }
  if (figures.length + same.length === 0) return null
  return {
    id: 'spread',
    title: 'Runs one by one',
    inside: [
      left,
      figures,
      kinds.length > told.length
        ? note(`${kinds.length - told.length} more outcomes are not drawn.`)
        : null,
      same.map(([one]) =>
        one === undefined
          ? null
          : note(`${aboutOf(one)} is ${numberText(one.values[0] ?? null)} in every run.`),
      ),
      note(
        `One value for each finished run. Of more than ${MOST_DOTS} runs of a treatment, ${MOST_DOTS} are drawn by lot, from a fixed seed; medians are of all. Dots are moved up and down so that equal ones are seen.`,
      ),
      el(
        'p',
        { class: 'note' },
        'Quartiles between neighbours in proportion (type 7 of Hyndman & Fan 1996).',
      ),
    ],
  }
}

type Outcome = PageData['report']['outcomes'][number]

function aboutOf({ role, ask, outcome }: Outcome): string {
  return ask === null ? `${role}: ${outcome}` : `${role} at “${ask}”: ${outcome}`
}

/** Where every run has the same value, there is nothing to draw. */
function doesVary(list: readonly Outcome[]): boolean {
  return new Set(list.flatMap(({ values }) => values)).size > 1
}

function fiveOf(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort()
  return [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const place = (sorted.length - 1) * share
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number]
    return below + (above - below) * (place - Math.floor(place))
  })
}
