/** How far coders agreed, and how often codes applied. */
import type { CodePrevalence } from '../../analysis/code-prevalence.ts'
import type { AgreementNumber, CodeAgreement } from '../../analysis/coded.ts'
import { inOrderOf } from '../figures.ts'
import type { Html } from '../html.ts'
import { estimateText } from '../numbers.ts'
import { MOST_FIGURES, type PageData } from '../page-data.ts'
import { intervalPlot } from '../plots/intervals.ts'
import type { IntervalRow } from '../plots/plot-drawing.ts'
import { figure, note, type Section } from '../section.ts'

/** Null where nothing was coded. */
export async function codedSection(data: PageData): Promise<Section | null> {
  const { coded, report } = data
  if (coded === null) return null
  const { drawn, left } = inOrderOf(report.attrition.map(({ treatment }) => treatment))
  const books = [
    ...Map.groupBy(coded.prevalence, ({ codebook, version }) => `${codebook}, version ${version}`),
  ]
  const figures: Html[] = []
  for (const [place, [book, list]] of books.slice(0, MOST_FIGURES).entries())
    figures.push(await prevalenceFigure(book, list, drawn, place))
  return {
    id: 'codes',
    title: 'Codes and their reliability',
    inside: [
      coded.agreement.length === 0 ? null : await agreementFigure(coded.agreement),
      coded.agreement.length === 0
        ? null
        : note(
            'Agreement: the share of agreeing pairs of codings. α: Krippendorff’s; AC1: Gwet’s; κ: Cohen’s of two coders, Fleiss’ of more. 95 % intervals: percentile bootstrap, 2,000 resamples of whole runs (of units where there is one run) from a fixed seed. Coders are never resampled, and what was settled is no coder. Where a coefficient is undefined, the table says why.',
          ),
      left,
      figures,
      figures.length === 0
        ? null
        : note(
            'Shares of the coded units of a finished run, then means over runs with 95 % intervals. Missing is not false: such units are left out. Where codings were settled, only what was settled is told.',
          ),
    ],
  }
}

const SHOWN = [
  ['percentAgreement', 'agreement'],
  ['krippendorffAlpha', 'α'],
  ['gwetAc1', 'AC1'],
  ['kappa', 'κ'],
] as const satisfies [keyof CodeAgreement, string][]

async function agreementFigure(agreement: readonly CodeAgreement[]): Promise<Html> {
  const rows = agreement.slice(0, 40).flatMap((one) =>
    SHOWN.flatMap(([key, name]): IntervalRow[] => {
      const { value, interval } = one[key]
      return value === null
        ? []
        : [
            {
              row: one.among === 'all' ? one.code : `${one.code} (${one.among})`,
              series: name,
              mean: value,
              low: interval?.[0] ?? null,
              high: interval?.[1] ?? null,
            },
          ]
    }),
  )
  return figure(
    {
      id: 'agreement',
      title: 'Agreement of coders, code by code',
      description:
        'Percent agreement, Krippendorff’s alpha, Gwet’s AC1 and kappa of each code, with 95 % intervals. 1 is perfect agreement; of the coefficients, though not of percent agreement, 0 is that of chance.',
      spec: intervalPlot({
        rows,
        x: 'agreement',
        domain: null,
        references: [{ label: 'chance', value: 0 }],
      }),
    },
    {
      caption: 'Agreement by code',
      head: [
        'codebook',
        'code',
        'level',
        'coders',
        'units',
        'coded twice',
        'agreement',
        'α',
        'AC1',
        'κ',
        'remarks',
      ],
      rows: agreement.map((one) => [
        one.codebook,
        one.code,
        one.level,
        one.coders.join(', '),
        one.units,
        one.pairableUnits,
        ...SHOWN.map(([key]) => coefficientText(one[key])),
        [...new Set(SHOWN.flatMap(([key]) => one[key].reason ?? []))].join(' '),
      ]),
      keys: 2,
    },
  )
}

function coefficientText({ value, interval }: AgreementNumber): string {
  return estimateText({ mean: value, interval })
}

async function prevalenceFigure(
  book: string,
  list: readonly CodePrevalence[],
  drawn: ReadonlySet<string>,
  place: number,
): Promise<Html> {
  const sources = new Set(list.map(({ source }) => source))
  const nameOf = ({ code, category, source }: CodePrevalence): string =>
    `${code}${category === '1' ? '' : ` = ${category}`}${sources.size > 1 ? ` (${source})` : ''}`
  const rows = list
    .filter(({ treatment }) => drawn.has(treatment))
    .flatMap((one): IntervalRow[] =>
      one.share.mean === null
        ? []
        : [
            {
              row: nameOf(one),
              series: one.treatment,
              mean: one.share.mean,
              low: one.share.interval?.[0] ?? null,
              high: one.share.interval?.[1] ?? null,
            },
          ],
    )
  return figure(
    {
      id: `prevalence-${place}`,
      title: `How often codes applied: ${book}`,
      description:
        'For each code and treatment the share of a run’s units to which it applies, mean over runs, with 95 % intervals.',
      spec: intervalPlot({ rows, x: 'share of units', domain: [0, 1], references: [] }),
    },
    {
      caption: `Codes by treatment: ${book}`,
      head: ['code', 'value', 'treatment', 'by', 'runs', 'units', 'share and 95 % interval'],
      rows: list.map((one) => [
        one.code,
        one.category,
        one.treatment,
        one.settled ? `${one.source} (settled)` : one.source,
        one.share.runs,
        one.units,
        estimateText(one.share),
      ]),
      keys: 4,
    },
  )
}
