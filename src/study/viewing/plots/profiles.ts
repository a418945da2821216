/** Profiles of coded behaviour, as coterie profiles works them out: rates of participants, and how alike they are. */
import { BadInputError } from '../../../base/errors.ts'
import type { Tables } from '../../../io/store/tables.ts'
import { compareProfiles, type ProfilesReport } from '../../analysis/compare-profiles.ts'
import type { Design } from '../../analysis/design.ts'
import { estimateOf, A_RATE, type Estimate } from '../../analysis/estimate.ts'
import { recordedCodebooks } from '../../coding/recorded-codebooks.ts'
import {
  columns,
  drawnAmong,
  endsOf,
  noPlot,
  plotOf,
  type PlotCell,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'

/** More rows than this are drawn treatment by treatment. */
const MOST_ROWS = 36

/** @param order by whose places colours go. */
export function profilesNumbers(
  tables: Tables,
  design: Design,
  order: readonly string[] = [],
): PlotNumbers {
  const books = tables.names.includes('codings') ? recordedCodebooks(tables) : []
  if (books.length === 0)
    return noPlot(
      'Nothing was coded: profiles are made of codings (coterie code, coterie codings import).',
    )
  const figures: PlotFigure[] = []
  const reasons: string[] = []
  const notes = drawnAmong(design.treatments.map(({ treatment }) => treatment)).notes
  for (const { codebook, version } of books)
    for (const coder of codersOf(tables, codebook, version)) {
      const book = `${codebook}@${version}`
      try {
        const report = compareProfiles(tables, design, { codebook: book, coder })
        figures.push(...figuresOf(report, `profiles-${figures.length}`, { design, order }))
      } catch (error) {
        // Codebooks of one binary code have no profiles: that is no fault of the record.
        if (!(error instanceof BadInputError)) throw error
        reasons.push(`${book}: no profiles; they are made of two binary codes or more.`)
      }
    }
  const told = [...new Set(reasons)]
  if (figures.length > 0) return plotOf(figures, [...notes, ...told])
  return noPlot(
    told.length > 0
      ? told.join(' ')
      : 'No participant of a finished run was coded: profiles are of what somebody said or did.',
  )
}

/** What was settled where something was; otherwise everybody who coded. */
function codersOf(tables: Tables, codebook: string, version: string): readonly string[] {
  const [all, settled] = [new Set<string>(), new Set<string>()]
  const where = { codebook, codebook_version: version }
  for (const row of tables.rows('codings', { columns: ['coder', 'settled'], where })) {
    all.add(String(row['coder']))
    if (row['settled'] === 1) settled.add(String(row['coder']))
  }
  return [...(settled.size > 0 ? settled : all)]
}

/** The mean profile of one participant over the finished runs of a treatment. */
interface MeanProfile {
  readonly treatment: string
  readonly participant: string
  /** In the order of the codes. */
  readonly rates: readonly Estimate[]
}

function meanProfiles({ profiles, codes }: ProfilesReport): MeanProfile[] {
  const groups = Map.groupBy(profiles, ({ treatment, participant }) =>
    JSON.stringify([treatment, participant]),
  )
  return [...groups.values()].flatMap((list) => {
    const [first] = list
    if (first === undefined) return []
    const { treatment, participant } = first
    const rates = codes.map((_, place) =>
      estimateOf(
        list.flatMap((one) => one.rates[place] ?? []),
        A_RATE,
      ),
    )
    return [{ treatment, participant, rates }]
  })
}

function figuresOf(
  report: ProfilesReport,
  id: string,
  { design, order }: { readonly design: Design; readonly order: readonly string[] },
): PlotFigure[] {
  const { drawn } = drawnAmong(design.treatments.map(({ treatment }) => treatment))
  const places = new Map(design.treatments.map(({ treatment }, place) => [treatment, place]))
  const placeOf = (participant: string): number => Number(participant.slice(1))
  const means = meanProfiles(report)
    .filter(({ treatment }) => drawn.has(treatment))
    .sort(
      (a, b) =>
        (places.get(a.treatment) ?? 0) - (places.get(b.treatment) ?? 0) ||
        placeOf(a.participant) - placeOf(b.participant),
    )
  if (means.length === 0) return []
  const groups =
    means.length <= MOST_ROWS
      ? [means]
      : [...Map.groupBy(means, ({ treatment }) => treatment).values()]
  const agents = agentNames(design)
  return [
    ...groups.map((group, place) => heatOf(report, group, `${id}-${place}`, agents)),
    ...(report.treatments.some(({ similarity }) => similarity.mean !== null)
      ? [similarityOf(report, `${id}-similarity`, order)]
      : []),
  ]
}

type AgentNames = (treatment: string, participant: string) => string | null

/** The agent in a seat, where all runs of the treatment have the same there. */
function agentNames({ runs }: Design): AgentNames {
  const known = new Map<string, Set<string>>()
  for (const { plan } of runs.values())
    for (const { participant, agent } of plan.seats) {
      const key = `${plan.treatment}\n${participant}`
      known.set(key, (known.get(key) ?? new Set()).add(agent))
    }
  return (treatment, participant) => {
    const [only, ...others] = known.get(`${treatment}\n${participant}`) ?? []
    return only === undefined || others.length > 0 ? null : only
  }
}

function heatOf(
  report: ProfilesReport,
  means: readonly MeanProfile[],
  id: string,
  agentOf: AgentNames,
): PlotFigure {
  const { codes, codebook, version, coder } = report
  const hasTreatments = new Set(means.map(({ treatment }) => treatment)).size > 1
  const rowOf = ({ treatment, participant }: MeanProfile): string => {
    const who = [participant, agentOf(treatment, participant) ?? []].flat().join(' ')
    return hasTreatments ? `${treatment}, ${who}` : who
  }
  const treatment = hasTreatments ? '' : `, ${means[0]?.treatment ?? ''}`
  const title = `Profiles: ${codebook}, by ${coder}${treatment}`
  return {
    id,
    title,
    description: `${title}. Rows are participants, columns codes (${codes.join(', ')}), cells the share of a participant's coded units to which the code applies, mean over runs.`,
    drawing: {
      kind: 'heat',
      rows: means.map(rowOf),
      columns: codes,
      cells: means.flatMap((one) =>
        codes.map((column, place) => ({
          row: rowOf(one),
          column,
          value: one.rates[place]?.mean ?? null,
        })),
      ),
    },
    tables: [
      {
        caption: `${title}: mean profiles`,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['participant', 'the seat'],
          ['agent', 'who plays it; empty where runs differ'],
          ['code', `of the codebook ${codebook}, version ${version}`],
          ['coder', 'whose codings'],
          ['runs', 'finished runs in which it was coded'],
          ['rate', 'share of its coded units to which the code applies, mean over runs'],
          ['low', 'lower end of the 95 % interval over runs; empty where runs cannot tell'],
          ['high', 'upper end of it'],
        ),
        rows: means.flatMap((one) =>
          codes.map((code, place): PlotCell[] => {
            const rate = one.rates[place]
            const { low, high } = endsOf(rate ?? { interval: null })
            const agent = agentOf(one.treatment, one.participant)
            const { treatment: under, participant } = one
            const { runs = 0, mean = null } = rate ?? {}
            return [under, participant, agent, code, coder, runs, mean, low, high]
          }),
        ),
      },
    ],
    notes: [
      'Cells: share of the participant’s coded units to which the code applies, from 0 to 1.',
    ],
    references: [],
  }
}

function similarityOf(report: ProfilesReport, id: string, order: readonly string[]): PlotFigure {
  const { codebook, coder, treatments, runsLeftOut } = report
  const title = `How alike participants of a run are: ${codebook}, by ${coder}`
  return {
    id,
    title,
    description: `${title}: mean cosine over pairs of profiles, by treatment, with 95 % intervals over runs. 1: all show the same behaviour in the same proportions.`,
    drawing: {
      kind: 'intervals',
      rows: treatments.flatMap(({ treatment, similarity }) =>
        similarity.mean === null
          ? []
          : [{ row: treatment, series: '', mean: similarity.mean, ...endsOf(similarity) }],
      ),
      order,
      x: 'mean cosine of profiles (1: in the same proportions)',
      domain: [0, 1],
      references: [],
    },
    tables: [
      {
        caption: title,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['runs', 'finished runs with a value'],
          ['similarity', 'mean cosine over pairs, mean over runs'],
          ['low', 'lower end of the 95 % interval over runs; empty where runs cannot tell'],
          ['high', 'upper end of it'],
        ),
        rows: treatments.map(({ treatment, similarity }): PlotCell[] => {
          const { low, high } = endsOf(similarity)
          return [treatment, similarity.runs, similarity.mean, low, high]
        }),
      },
    ],
    notes:
      runsLeftOut > 0 ? [`${runsLeftOut} coded runs are forks or did not finish: left out.`] : [],
    references: [],
  }
}
