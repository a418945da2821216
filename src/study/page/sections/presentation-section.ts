/** How counterbalancing came out, and whether labels and order made a difference. */
import { el } from '../html.ts'
import { estimateText, numberText } from '../numbers.ts'
import type { PageData } from '../page-data.ts'
import { intervalPlot } from '../plots/intervals.ts'
import { figure, note, words, type Section } from '../section.ts'
import { table, type PageTable } from '../table.ts'

/** Null where nothing was counterbalanced and options were always shown in one way. */
export async function presentationSection({ report }: PageData): Promise<Section | null> {
  const { balance, presentation } = report
  if (balance.length + presentation.length === 0) return null
  const uneven = balance.filter(({ balanced }) => !balanced).length
  const drawn = presentation.filter(({ difference }) => difference !== null).slice(0, 40)
  const numbers: PageTable = {
    caption: 'Shares by how an option was shown',
    head: [
      'role',
      'ask',
      'option',
      'shown',
      'against',
      'runs',
      'share',
      'share against',
      'difference and 95 % interval',
      'compared',
      'remark',
    ],
    rows: presentation.map((one) => [
      one.role,
      one.ask,
      one.option,
      one.kind === 'order' ? `${one.shown} in order` : `as ${one.shown}`,
      one.kind === 'order'
        ? one.against
        : one.against === 'other labels'
          ? one.against
          : `as ${one.against}`,
      `${one.runs}, ${one.runsAgainst}`,
      numberText(one.share),
      numberText(one.shareAgainst),
      estimateText({ mean: one.difference, interval: one.interval }),
      one.method ?? '–',
      one.reason ?? '',
    ]),
    keys: 5,
  }
  return {
    id: 'presentation',
    title: 'Counterbalancing, labels and order',
    inside: [
      balance.length === 0
        ? words('Nothing was counterbalanced.')
        : words(
            uneven === 0
              ? `All ${balance.length} counterbalanced things came out balanced: the numbers of finished runs of their variants differ by one at most.`
              : `${uneven} of ${balance.length} counterbalanced things did not come out balanced: their variants are more than one finished run apart.`,
          ),
      balance.length === 0
        ? null
        : el(
            'details',
            {},
            el('summary', {}, 'Runs of each variant'),
            table({
              caption: 'Counterbalancing: finished runs (and begun ones) of each variant',
              head: ['treatment', 'of', 'finished', 'begun', 'balanced'],
              rows: balance.map(({ treatment, thing, variants, balanced }) => [
                treatment,
                thing,
                variants
                  .map(({ variant, finished }) => `variant ${variant}: ${finished}`)
                  .join('; '),
                variants.map(({ variant, started }) => `variant ${variant}: ${started}`).join('; '),
                balanced ? 'yes' : 'no',
              ]),
              keys: 2,
            }),
          ),
      drawn.length === 0
        ? null
        : await figure(
            {
              id: 'presentation-effects',
              title: 'Differences that labels and order made',
              description:
                'For each role, ask and option: its share where it was shown in one way less its share where it was shown in another, with 95 % intervals. Zero is no difference.',
              spec: intervalPlot({
                rows: drawn.map((one) => ({
                  row: `${one.role}, ${one.ask}: ${one.option}, ${one.kind === 'order' ? 'first − later' : `${one.shown} − ${one.against}`}`,
                  series: '',
                  mean: one.difference ?? 0,
                  low: one.interval?.[0] ?? null,
                  high: one.interval?.[1] ?? null,
                })),
                x: 'difference of shares',
                domain: null,
                references: [{ label: 'no difference', value: 0 }],
              }),
            },
            numbers,
          ),
      drawn.length === 0 && presentation.length > 0 ? table(numbers) : null,
      presentation.length === 0
        ? null
        : note(
            'Shares within finished runs, then over runs. Differences within treatments: least squares with treatments as blocks, intervals by Student’s t; within runs where more runs saw both ways. Not corrected for how many there are.',
          ),
    ],
  }
}
