/** The part of a report that tells what people did with the same parameters. */
import { estimateOf } from '../../../study/analysis/estimate.ts'
import type { MeasuredGroup } from '../../../study/analysis/measures/measured-groups.ts'
import type { ShownReference } from '../../../study/analysis/shown-references.ts'
import { told } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** More treatments than this are counted instead of named. */
const MOST_NAMED = 2

/** Nothing where no line matches. */
export function referencesText(
  references: readonly ShownReference[],
  measured: readonly MeasuredGroup[],
): string[] {
  if (references.length === 0) return []
  const sources = new Map(
    references.map(({ label, line }) => [
      label,
      line.doi === null ? line.citation : `${line.citation}, doi:${line.doi}`,
    ]),
  )
  return [
    '\nHuman reference lines: what people did, with the same parameters wherever the source has some; nothing is tested against them',
    ...fitTable(
      ['line', 'statistic', 'value', 'n', 'grade', 'treatments', 'measure', 'here'],
      references.map((one) => [
        one.label,
        one.line.statistic,
        Number(one.line.value.toPrecision(3)),
        one.line.n,
        one.line.grade,
        one.treatments.length > MOST_NAMED ? `${one.treatments.length}` : one.treatments.join(', '),
        one.line.measure ?? '–',
        hereText(one, measured),
      ]),
      2,
    ),
    ...[...sources].flatMap(([label, source]) => wrapWords(`${label}: ${source}`)),
    ...wrapWords(
      'grade A: worked out again from raw data, or read in the paper’s own table; B: as an abstract or a second source has it. here: means over the runs of the treatments that match, of all roles that have the measure.',
    ),
  ]
}

/** One estimate for each role; treatments that match are pooled. */
function hereText(
  { line, treatments }: ShownReference,
  measured: readonly MeasuredGroup[],
): string {
  if (line.measure === null) return ''
  const own = measured.filter(
    ({ measure, about, treatment }) =>
      measure.name === line.measure && about === line.about && treatments.includes(treatment),
  )
  return [...Map.groupBy(own, ({ role }) => role)]
    .map(([role, groups]) => {
      const mean = told(estimateOf(groups.flatMap(({ values }) => values)))
      return role === null ? mean : `${role} ${mean}`
    })
    .join('; ')
}
