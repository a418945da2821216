/** From a table in a file to what is said of it: which unit, which tests, what was left out. */
import { BadInputError } from '../../../base/errors.ts'
import { compareLabels, type LabelsCompared } from './compare-labels.ts'
import { compareNumbers, type Drawing, type NumbersCompared } from './compare-numbers.ts'
import { comparePairs, type PairsCompared } from './compare-pairs.ts'
import { asRead, clusterMeans, clusterShares, groupsOf, pairsOf, type Read } from './groups.ts'
import { readColumns, type Columns, type ReadTable, type Where } from './read-columns.ts'

export interface TableQuestion extends Drawing {
  readonly file: string
  readonly columns: Columns
  readonly where?: readonly Where[]
  /** Take values as labels even where they are numbers. */
  readonly labels: boolean
}

/** What is told of the table itself, whatever was tested. */
export interface Told {
  readonly file: string
  readonly value: string
  readonly by: string
  /** What one independent observation is: the unit of inference. */
  readonly unit: 'row' | 'cluster' | 'pair'
  /** Sentences on what was done to the rows. */
  readonly notes: readonly string[]
  readonly skipped: {
    readonly rows: number
    readonly of: number
    readonly empty: Readonly<Record<string, number>>
    readonly incomplete_pairs: number
    /** Rows that --where leaves out. */
    readonly unwanted: number
  }
  readonly seed: number
  readonly permutations: number
}

export type Compared = Told &
  (
    | ({ readonly kind: 'numbers' } & NumbersCompared)
    | ({ readonly kind: 'pairs' } & PairsCompared)
    | ({ readonly kind: 'labels' } & LabelsCompared)
  )

/**
 * Reads the file and makes the tests that are fit for it.
 * @throws BadInputError with file, line and mend.
 */
export async function compareTable(question: TableQuestion): Promise<Compared> {
  const { file, columns, labels } = question
  if (columns.cluster !== undefined && columns.paired !== undefined)
    throw new BadInputError(
      '--cluster and --paired say two things of one row. Rows of a pair are averaged within each group: give --paired alone.',
    )
  const table = await readColumns(file, columns, question.where)
  const read = asRead(table, columns.value, labels)
  if (columns.paired !== undefined)
    return pairsCompared(question, { by: columns.by, paired: columns.paired }, table, read)
  if (columns.cluster !== undefined) return clustersCompared(question, columns.cluster, table, read)
  const note = `The unit of inference is the row: rows are taken to be independent. Where several come from one run, give its column with --cluster.`
  const told = toldOf(question, table, 'row', [note])
  return read.kind === 'labels'
    ? { ...told, kind: 'labels', ...compareLabels(groupsOf(file, columns.by, read.rows)) }
    : {
        ...told,
        kind: 'numbers',
        ...compareNumbers(groupsOf(file, columns.by, read.rows), question),
      }
}

function pairsCompared(
  question: TableQuestion,
  columns: { readonly by: string; readonly paired: string },
  table: ReadTable,
  read: Read,
): Compared {
  const { file } = question
  if (read.kind === 'labels')
    throw new BadInputError(
      `${file}: labels in pairs are not tested. Write them as numbers (0 and 1): the exact permutation p is then that of McNemar's exact test.`,
    )
  const paired = pairsOf(file, columns, read.rows)
  const { averaged, incomplete, groups } = paired
  const notes = [
    `The unit of inference is the pair ("${columns.paired}"): differences are "${groups[0]}" less "${groups[1]}".`,
    ...(averaged > 0 ? [`${averaged} rows were averaged within their pair and group.`] : []),
  ]
  const told = toldOf(question, table, 'pair', notes, incomplete)
  return { ...told, kind: 'pairs', ...comparePairs(paired, question) }
}

function clustersCompared(
  question: TableQuestion,
  cluster: string,
  table: ReadTable,
  read: Read,
): Compared {
  const { file, columns } = question
  const first = read.kind === 'labels' ? onlyTwo(file, columns.value, read) : null
  const means =
    read.kind === 'labels'
      ? clusterShares(read.rows, cluster, first ?? '')
      : clusterMeans(read.rows, cluster)
  const what = first === null ? 'their mean' : `the share of "${first}" among them`
  const notes = [
    `The unit of inference is the cluster ("${cluster}"): ${read.rows.length} rows became ${means.length} values, ${what} within each cluster. Permutations are over whole clusters.`,
  ]
  const rows = Map.groupBy(read.rows as readonly { readonly group: string }[], (row) => row.group)
  const groups = groupsOf(file, columns.by, means).map((group) => ({
    ...group,
    rows: rows.get(group.group)?.length ?? 0,
  }))
  return {
    ...toldOf(question, table, 'cluster', notes),
    kind: 'numbers',
    ...compareNumbers(groups, question),
  }
}

/** The first of two labels. */
function onlyTwo(
  file: string,
  column: string,
  { rows }: { readonly rows: readonly { readonly value: string | number }[] },
): string {
  const labels = [...new Set(rows.map(({ value }) => String(value)))]
  if (labels.length !== 2)
    throw new BadInputError(
      `${file}: the column "${column}" holds ${labels.length} labels; within clusters the share of one of two is compared. Make a column of 0 and 1 for the label that matters.`,
    )
  return labels[0] ?? ''
}

function toldOf(
  { file, columns, seed, permutations }: TableQuestion,
  { rows, read, missing, unwanted, mixed }: ReadTable,
  unit: Told['unit'],
  notes: readonly string[],
  incomplete = 0,
): Told {
  return {
    file,
    value: columns.value,
    by: columns.by,
    unit,
    notes: [...notes, ...Object.entries(mixed).map(mixedNote)],
    skipped: {
      rows: read - unwanted - rows.length,
      of: read - unwanted,
      empty: missing,
      incomplete_pairs: incomplete,
      unwanted,
    },
    seed,
    permutations,
  }
}

/** Values of different things have no common mean. */
function mixedNote([column, count]: [string, number]): string {
  return `The rows are about ${count} different things (column "${column}"), taken together here: give one of them with --where ${column}=NAME.`
}
