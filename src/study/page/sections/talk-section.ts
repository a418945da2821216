/** How much was said, by whom, and who spoke after whom. */
import { inOrderOf } from '../figures.ts'
import type { Html } from '../html.ts'
import { estimateText, numberText } from '../numbers.ts'
import { MOST_FIGURES, type PageData } from '../page-data.ts'
import { answersPlot } from '../plots/answers.ts'
import { intervalPlot } from '../plots/intervals.ts'
import type { IntervalRow } from '../plots/plot-drawing.ts'
import { figure, note, type Section } from '../section.ts'
import { table } from '../table.ts'

/** Null where nobody said anything. */
export async function talkSection({ report, floor }: PageData): Promise<Section | null> {
  if (report.talk.length === 0) return null
  const { drawn, left } = inOrderOf(report.attrition.map(({ treatment }) => treatment))
  const rows = floor.floor.filter(({ treatment }) => drawn.has(treatment)).flatMap(rowOf)
  const matrices = [...Map.groupBy(floor.following, ({ treatment }) => treatment)]
    .filter(([treatment, cells]) => drawn.has(treatment) && cells.some(({ times }) => times > 0))
    .slice(0, MOST_FIGURES)
  const figures: Html[] = []
  for (const [place, [treatment, cells]] of matrices.entries())
    figures.push(
      await figure(
        {
          id: `answers-${place}`,
          title: `Who spoke after whom: ${treatment}`,
          description:
            'A matrix: rows are those who had spoken, columns those who spoke next on the same channel, cells the share of messages, mean over runs.',
          spec: answersPlot(cells.map(({ speaker, after, share }) => ({ speaker, after, share }))),
        },
        {
          caption: `Who spoke after whom: ${treatment}`,
          head: ['had spoken', 'spoke next', 'times', 'share'],
          rows: cells.map(({ speaker, after, times, share }) => [
            after,
            speaker,
            times,
            numberText(share),
          ]),
          keys: 2,
        },
      ),
    )
  return {
    id: 'talk',
    title: 'Talk',
    inside: [
      left,
      table({
        caption: 'Messages of a seat in a run, and words of a message',
        head: ['treatment', 'role', 'runs', 'messages', 'words', 'silent seats'],
        rows: report.talk.map((one) => [
          one.treatment,
          one.role,
          one.messages.runs,
          estimateText(one.messages),
          estimateText(one.words),
          estimateText(one.silent),
        ]),
        keys: 2,
      }),
      rows.length === 0
        ? null
        : await figure(
            {
              id: 'floor',
              title: 'Share of the floor',
              description:
                'The share of each seat in the words of a run, by treatment, with 95 % intervals over runs.',
              spec: intervalPlot({ rows, x: 'share of words', domain: [0, 1], references: [] }),
            },
            {
              caption: 'Share of the words of a run',
              head: ['seat', 'treatment', 'role', 'runs', 'share'],
              rows: floor.floor.map((one) => [
                one.participant,
                one.treatment,
                one.role,
                one.share.runs,
                estimateText(one.share),
              ]),
              keys: 2,
            },
          ),
      figures,
      note(
        'Participants’ own words in finished runs: without notices, briefs, news and what was planted. Runs with more than twelve seats are in the table only.',
      ),
    ],
  }
}

function rowOf({
  treatment,
  participant,
  share,
}: PageData['floor']['floor'][number]): IntervalRow[] {
  if (share.mean === null) return []
  const [low, high] = share.interval ?? [null, null]
  return [{ row: participant, series: treatment, mean: share.mean, low, high }]
}
