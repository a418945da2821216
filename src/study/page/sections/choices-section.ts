/** What was chosen, given and earned, with plots. */
import { inOrderOf } from '../figures.ts'
import { MOST_FIGURES, type PageData } from '../page-data.ts'
import { estimateText } from '../numbers.ts'
import { intervalPlot } from '../plots/intervals.ts'
import type { IntervalRow } from '../plots/plot-drawing.ts'
import { figure, note, type Section } from '../section.ts'
import type { Html, Inside } from '../html.ts'
import { table } from '../table.ts'

const INTERVALS =
  'Means over finished runs, each run weighing the same; bars are 95 % intervals over runs (percentile bootstrap up to 200 runs, then normal). No bar: one run, or no run differs.'

/** Null where nothing was chosen, given or earned. */
export async function choicesSection(data: PageData): Promise<Section | null> {
  const { report } = data
  const { drawn, left } = inOrderOf(report.attrition.map(({ treatment }) => treatment))
  const places = [
    ...Map.groupBy(report.asks, ({ role, ask }) => JSON.stringify([role, ask])).values(),
  ]
  const figures: Html[] = []
  for (const asks of places) {
    if (figures.length >= MOST_FIGURES) break
    figures.push(...(await figuresOf(asks, drawn, figures.length)))
  }
  if (figures.length === 0 && report.earnings.length === 0) return null
  const inside: Inside[] = [
    left,
    figures,
    await earningsFigure(data, drawn),
    choiceTable(report),
    amountTable(report),
    note(INTERVALS),
  ]
  return { id: 'choices', title: 'Choices and earnings by treatment', inside }
}

type Asks = PageData['report']['asks']

async function figuresOf(asks: Asks, drawn: ReadonlySet<string>, place: number): Promise<Html[]> {
  const [first] = asks
  if (first === undefined) return []
  const { role, ask } = first
  const told = asks.filter(({ treatment }) => drawn.has(treatment))
  const figures: Html[] = []
  const shares = told.flatMap(({ treatment, choices }) =>
    choices.flatMap(({ value, share }): IntervalRow[] =>
      share.mean === null ? [] : [rowOf(treatment, value ?? '(pass)', share.mean, share.interval)],
    ),
  )
  if (shares.length > 0)
    figures.push(
      await figure(
        {
          id: `shares-${place}`,
          title: `Choices of ${role} at “${ask}”`,
          description: `Share of each option among the decisions of ${role} at ${ask}, by treatment, with 95 % intervals over runs.`,
          spec: intervalPlot({
            rows: shares,
            x: 'share of decisions',
            domain: [0, 1],
            references: [],
          }),
        },
        numbersOf(`Choices of ${role} at ${ask}`, shares),
      ),
    )
  const amounts = told.flatMap(({ treatment, amount }): IntervalRow[] =>
    amount === null || amount.mean === null
      ? []
      : [rowOf(treatment, '(mean)', amount.mean, amount.interval)],
  )
  if (amounts.length > 0)
    figures.push(
      await figure(
        {
          id: `amounts-${place}`,
          title: `Amounts of ${role} at “${ask}”`,
          description: `Mean amount of ${role} at ${ask}, by treatment, with 95 % intervals over runs.`,
          spec: intervalPlot({
            rows: amounts,
            x: 'mean amount',
            domain: null,
            references: [],
          }),
        },
        numbersOf(`Amounts of ${role} at ${ask}`, amounts),
      ),
    )
  return figures
}

async function earningsFigure(
  { report }: PageData,
  drawn: ReadonlySet<string>,
): Promise<Html | null> {
  const rows = report.earnings
    .filter(({ treatment }) => drawn.has(treatment))
    .flatMap(({ treatment, role, earnings }): IntervalRow[] =>
      earnings.mean === null ? [] : [rowOf(treatment, role, earnings.mean, earnings.interval)],
    )
  if (rows.length === 0) return null
  return figure(
    {
      id: 'earnings',
      title: 'Earnings',
      description:
        'Points of a seat in a run, by treatment and role, with 95 % intervals over runs.',
      spec: intervalPlot({ rows, x: 'points in a run', domain: null, references: [] }),
    },
    numbersOf('Earnings: points in a run', rows),
  )
}

function rowOf(
  row: string,
  series: string,
  mean: number,
  interval: readonly [number, number] | null,
): IntervalRow {
  return { row, series, mean, low: interval?.[0] ?? null, high: interval?.[1] ?? null }
}

function numbersOf(caption: string, rows: readonly IntervalRow[]) {
  return {
    caption,
    head: ['treatment', 'what', 'mean and 95 % interval'],
    rows: rows.map(({ row, series, mean, low, high }) => [
      row,
      series,
      estimateText({ mean, interval: low === null || high === null ? null : [low, high] }),
    ]),
    keys: 2,
  }
}

function choiceTable({ asks }: PageData['report']): Inside {
  const rows = asks.flatMap((one) =>
    one.choices.map(({ value, share }) => [
      one.treatment,
      one.role,
      one.ask,
      value ?? '(pass)',
      one.runs,
      one.decisions,
      estimateText(share),
      estimateText(one.invalid.any),
    ]),
  )
  if (rows.length === 0) return null
  return table({
    caption: 'Choices: share of the decisions that participants made themselves',
    head: ['treatment', 'role', 'ask', 'option', 'runs', 'decisions', 'share', 'invalid at first'],
    rows,
    keys: 4,
  })
}

function amountTable({ asks, earnings }: PageData['report']): Inside {
  const amounts = asks.flatMap((one) =>
    one.amount === null
      ? []
      : [
          [
            one.treatment,
            one.role,
            one.ask,
            one.amount.runs,
            one.amounts,
            estimateText(one.amount),
          ],
        ],
  )
  const earned = earnings.map((one) => [
    one.treatment,
    one.role,
    '(earnings)',
    one.earnings.runs,
    null,
    estimateText(one.earnings),
  ])
  const rows = [...amounts, ...earned]
  if (rows.length === 0) return null
  return table({
    caption: 'Amounts, and points in a run',
    head: ['treatment', 'role', 'ask', 'runs', 'decisions', 'mean'],
    rows,
    keys: 3,
  })
}
