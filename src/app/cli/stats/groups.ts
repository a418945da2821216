/** Sorts what was read into groups: numbers or labels, row by row, by cluster or by pair. */
import { BadInputError } from '../../../base/errors.ts'
import { plainDifference } from '../../../study/statistics/plain-difference.ts'
import { meanOf } from '../../../study/statistics/running-sum.ts'
import type { ReadRow, ReadTable } from './read-columns.ts'

/** A row whose value has been read as what it is. */
export interface Valued<V> extends Omit<ReadRow, 'value'> {
  readonly value: V
}

/** Values of one group, in the order of the file. */
export interface Group<V> {
  readonly group: string
  readonly values: readonly V[]
  /** How many rows they come from. */
  readonly rows: number
}

export type Read =
  | { readonly kind: 'numbers'; readonly rows: readonly Valued<number>[] }
  | { readonly kind: 'labels'; readonly rows: readonly Valued<string>[] }

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** More labels than this are somebody's words, not answers. */
const MOST_LABELS = 100

/** More groups than this are a column of numbers or names, not of treatments. */
const MOST_GROUPS = 40

/**
 * Values are numbers where all are, and labels where fewer than half are, or where that is asked for.
 * @throws BadInputError at the first value that is no number among numbers.
 */
export function asRead({ rows }: ReadTable, column: string, asLabels: boolean): Read {
  const numbers = rows.filter(({ value }) => isNumber(value)).length
  if (asLabels || numbers < rows.length / 2) {
    const labels = new Set(rows.map(({ value }) => value)).size
    if (labels > MOST_LABELS)
      throw new BadInputError(
        `the column "${column}" holds ${labels} different labels (at most ${MOST_LABELS}). Name a column of answers, or of numbers, with --value.`,
      )
    return { kind: 'labels', rows }
  }
  const odd = rows.find(({ value }) => !isNumber(value))
  if (odd !== undefined)
    throw new BadInputError(
      `${odd.place}: column "${column}": "${odd.value}" is not a number, and ${numbers} of ${rows.length} values are. ${mendOf(odd.value)}`,
    )
  return { kind: 'numbers', rows: rows.map((row) => ({ ...row, value: Number(row.value) })) }
}

function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text))
}

function mendOf(value: string): string {
  return /^[+-]?\d+(?:[,.'\s]\d+)+$/.test(value)
    ? 'Write decimals with a point, and thousands without a sign between.'
    : 'Leave the cell empty where the value is missing, or add --labels to compare the values as labels.'
}

/**
 * The groups in the order in which they first occur.
 * @throws BadInputError where there are fewer than two.
 */
export function groupsOf<V>(path: string, column: string, rows: readonly Valued<V>[]): Group<V>[] {
  const byGroup = Map.groupBy(rows, ({ group }) => group)
  const [first] = byGroup.keys()
  if (first === undefined)
    throw new BadInputError(`${path}: no row has both a value and a "${column}". Fill them in.`)
  if (byGroup.size === 1)
    throw new BadInputError(
      `${path}: the column "${column}" holds one group only ("${first}", ${rows.length} values): there is nothing to compare it with. Name another column with --by.`,
    )
  if (byGroup.size > MOST_GROUPS)
    throw new BadInputError(
      `${path}: the column "${column}" holds ${byGroup.size} groups (at most ${MOST_GROUPS}). Name a column of treatments with --by.`,
    )
  return [...byGroup].map(([group, list]) => ({
    group,
    values: list.map(({ value }) => value),
    rows: list.length,
  }))
}

/**
 * One row for each cluster, its value the mean of its rows.
 * @throws BadInputError where a cluster is in two groups.
 */
export function clusterMeans(rows: readonly Valued<number>[], column: string): Valued<number>[] {
  return [...Map.groupBy(rows, ({ unit }) => unit).values()].map((list) => {
    const [first] = list as [Valued<number>]
    const other = list.find(({ group }) => group !== first.group)
    if (other !== undefined)
      throw new BadInputError(
        `${other.place}: ${column} "${first.unit ?? ''}" is in "${other.group}" here and in "${first.group}" at ${first.place}. A cluster has one group; where each is in both, use --paired ${column}.`,
      )
    return { ...first, value: plainMean(list) }
  })
}

/** A pair with the values of two groups. */
export interface PairRead {
  readonly pair: string
  readonly first: number
  readonly second: number
  readonly difference: number
}

export interface Paired {
  readonly groups: readonly [first: string, second: string]
  readonly pairs: readonly PairRead[]
  /** Pairs that have a value in one group only. */
  readonly incomplete: number
  /** Rows that were averaged because their pair has several in one group. */
  readonly averaged: number
}

/**
 * Rows put together by their pair; several of a pair in one group are averaged.
 * @throws BadInputError where there are not two groups, or no pair has both.
 */
export function pairsOf(
  path: string,
  columns: { readonly by: string; readonly paired: string },
  rows: readonly Valued<number>[],
): Paired {
  const groups = groupsOf(path, columns.by, rows).map(({ group }) => group)
  const [one, two, ...more] = groups
  if (one === undefined || two === undefined || more.length > 0)
    throw new BadInputError(
      `${path}: pairs are of two groups, and the column "${columns.by}" holds ${groups.length}. Keep the rows of two of them.`,
    )
  const sides = [...Map.groupBy(rows, ({ unit }) => unit)].map(([pair, list]) => ({
    pair: pair ?? '',
    first: list.filter(({ group }) => group === one),
    second: list.filter(({ group }) => group === two),
  }))
  const whole = sides.filter(({ first, second }) => first.length > 0 && second.length > 0)
  if (whole.length === 0)
    throw new BadInputError(
      `${path}: no "${columns.paired}" has a value in both "${one}" and "${two}". Leave --paired out, or name the column that joins them.`,
    )
  const pairs = whole.map(({ pair, first, second }) => {
    const [a, b] = [plainMean(first), plainMean(second)]
    return { pair, first: a, second: b, difference: plainDifference(a, b) }
  })
  const lists = whole.flatMap(({ first, second }) => [first, second])
  const averaged = lists
    .filter(({ length }) => length > 1)
    .reduce((sum, { length }) => sum + length, 0)
  return { groups: [one, two], pairs, incomplete: sides.length - whole.length, averaged }
}

/** To twelve digits: means that are equal but for rounding are tied. */
function plainMean(rows: readonly Valued<number>[]): number {
  const [first] = rows
  if (rows.length === 1 && first !== undefined) return first.value
  return Number(meanOf(rows.map(({ value }) => value)).toPrecision(12))
}

/** One row for each cluster, its value the share of one of two labels. */
export function clusterShares(
  rows: readonly Valued<string>[],
  column: string,
  label: string,
): Valued<number>[] {
  return clusterMeans(
    rows.map((row) => ({ ...row, value: row.value === label ? 1 : 0 })),
    column,
  )
}
