/** What people did with the same parameters, beside what was measured here. */
import { estimateOf } from '../../analysis/estimate.ts'
import type { ShownReference } from '../../analysis/shown-references.ts'
import { inOrderOf } from '../figures.ts'
import type { Html } from '../html.ts'
import { estimateText, numberText } from '../numbers.ts'
import { MOST_FIGURES, type PageData } from '../page-data.ts'
import { intervalPlot } from '../plots/intervals.ts'
import type { IntervalRow } from '../plots/plot-drawing.ts'
import { figure, words, type Section } from '../section.ts'
import { table } from '../table.ts'

/** Null where no line matches what was played. */
export async function referencesSection(data: PageData): Promise<Section | null> {
  const { references } = data
  if (references.length === 0) return null
  const kinds = [
    ...Map.groupBy(references, ({ line }) => JSON.stringify([line.measure, line.about])).values(),
  ]
  const figures: Html[] = []
  for (const list of kinds) {
    if (figures.length >= MOST_FIGURES) break
    const drawn = await referenceFigure(data, list, figures.length)
    if (drawn !== null) figures.push(drawn)
  }
  return {
    id: 'references',
    title: 'Human reference lines',
    inside: [
      words(
        'What people did with the same parameters, drawn as dashed lines beside the treatments that have these parameters. They are references, never targets, and nothing is tested against them.',
      ),
      figures,
      table({
        caption: 'Reference lines that match on every parameter that their source fixes',
        head: [
          'line',
          'statistic',
          'value',
          'sd',
          'n',
          'measure',
          'population',
          'grade',
          'source',
          'note',
        ],
        rows: references.map(({ line, label }) => [
          label,
          line.statistic,
          numberText(line.value),
          line.sd,
          line.n,
          line.measure ?? '(none: not drawn)',
          line.population,
          line.grade,
          line.doi === null ? line.citation : `${line.citation}. doi:${line.doi}`,
          line.note ?? '',
        ]),
      }),
    ],
  }
}

/** Lines about one measure; null where nothing of it was measured. */
async function referenceFigure(
  { measured, report }: PageData,
  list: readonly ShownReference[],
  place: number,
): Promise<Html | null> {
  const [first] = list
  if (first === undefined || first.line.measure === null) return null
  const { measure, about } = first.line
  const { drawn } = inOrderOf(report.attrition.map(({ treatment }) => treatment))
  const matched = new Set(list.flatMap(({ treatments }) => treatments))
  const rows = measured
    .filter((one) => one.measure.name === measure && one.about === about)
    .filter(({ treatment }) => matched.has(treatment) && drawn.has(treatment))
    .flatMap(({ treatment, role, values }): IntervalRow[] => {
      const { mean, interval } = estimateOf(values)
      const [low, high] = interval ?? [null, null]
      return mean === null ? [] : [{ row: treatment, series: role ?? '(run)', mean, low, high }]
    })
  if (rows.length === 0) return null
  const isShare = measured.find((one) => one.measure.name === measure)?.measure.unit === 'share'
  const name = about === null ? measure : `${measure}, ${about}`
  return figure(
    {
      id: `reference-${place}`,
      title: `${name}: here, and among people`,
      description: `${name} by treatment, with 95 % intervals over runs; dashed lines: ${list.map(({ label, line }) => `${label} ${line.value}`).join(', ')}.`,
      spec: intervalPlot({
        rows,
        x: name,
        domain: isShare ? [0, 1] : null,
        references: list.map(({ label, line }) => ({
          label: `${label}: ${line.statistic}`,
          value: line.value,
        })),
      }),
    },
    {
      caption: `${name}: here, and among people`,
      head: ['who', 'role', 'value'],
      rows: [
        ...rows.map(({ row, series, mean, low, high }) => [
          row,
          series,
          estimateText({ mean, interval: low === null || high === null ? null : [low, high] }),
        ]),
        ...list.map(({ label, line }) => [
          `${label} (${line.statistic})`,
          '',
          numberText(line.value),
        ]),
      ],
      keys: 2,
    },
  )
}
