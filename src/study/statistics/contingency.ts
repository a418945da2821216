/** Counts in a table of groups and answers: the chi-squared test, and Fisher's exact one of two by two. */
import { chiSquaredAbove } from './chi-squared.ts'
import { hypergeometric } from './hypergeometric.ts'

/** What is undefined is null, and `reason` says why. */
export interface ChiSquared {
  readonly chiSquared: number | null
  readonly df: number
  readonly p: number | null
  /** With Yates's correction for continuity; null unless the table is two by two. */
  readonly pYates: number | null
  /** √(χ² / (n · (the fewer of rows and columns − 1))), from 0 to 1. */
  readonly cramersV: number | null
  readonly n: number
  /** The least count that is expected of a cell. */
  readonly leastExpected: number | null
  /** Cells of which fewer than five are expected. */
  readonly sparseCells: number
  /** Rows and columns without any count, which were left out. */
  readonly empty: number
  /** Why the p is to be read with care; null where it is not. */
  readonly warning: string | null
  readonly reason: string | null
}

/** Below this an expected count is small (Cochran 1954). */
const SMALL = 5

/**
 * Pearson's chi-squared of independence (Pearson 1900; df Fisher 1922), V: Cramér 1946. A warning follows Cochran 1954, Biometrics 10, 417–451: the approximation is poor where more than a fifth of the
 * cells are expected to hold fewer than five, or any fewer than one.
 * @throws RangeError where a cell is no count, or rows are not equally long.
 */
export function chiSquaredTest(table: readonly (readonly number[])[]): ChiSquared {
  assertTable(table)
  const { rows, empty } = withoutEmpty(table)
  const rowSums = rows.map(sumOf)
  const columnSums = (rows[0] ?? []).map((_, j) => sumOf(rows.map((row) => row[j] ?? 0)))
  const n = sumOf(rowSums)
  const df = Math.max(0, rows.length - 1) * Math.max(0, columnSums.length - 1)
  const shared = { df, n, empty }
  if (df === 0)
    return {
      ...shared,
      chiSquared: null,
      p: null,
      pYates: null,
      cramersV: null,
      leastExpected: null,
      sparseCells: 0,
      warning: null,
      reason:
        rows.length < 2 ? 'fewer than two groups have counts' : 'all counts are of one answer',
    }
  const cells = rows.flatMap((row, i) =>
    row.map((count, j) => ({
      count,
      expected: ((rowSums[i] as number) * (columnSums[j] as number)) / n,
    })),
  )
  const chiSquared = sumOf(cells.map(({ count, expected }) => (count - expected) ** 2 / expected))
  const yates = sumOf(
    cells.map(
      ({ count, expected }) => Math.max(0, Math.abs(count - expected) - 0.5) ** 2 / expected,
    ),
  )
  const leastExpected = Math.min(...cells.map(({ expected }) => expected))
  const sparseCells = cells.filter(({ expected }) => expected < SMALL).length
  const isPoor = sparseCells > cells.length / 5 || leastExpected < 1
  return {
    ...shared,
    chiSquared,
    p: chiSquaredAbove(chiSquared, df),
    pYates: df === 1 ? chiSquaredAbove(yates, 1) : null,
    cramersV: Math.min(
      1,
      Math.sqrt(chiSquared / (n * (Math.min(rows.length, columnSums.length) - 1))),
    ),
    leastExpected,
    sparseCells,
    warning: isPoor
      ? `${sparseCells} of ${cells.length} cells are expected to hold fewer than ${SMALL}: the chi-squared p is a poor approximation`
      : null,
    reason: null,
  }
}

/** Of a table of two by two. */
export interface FisherExact {
  /** Two-sided. Null where a group is empty, or there are too many tables to be gone through, and `reason` says so. */
  readonly p: number | null
  /** P(first cell ≥ what it is). */
  readonly pGreater: number | null
  /** P(first cell ≤ what it is). */
  readonly pLess: number | null
  /** ad/bc of the table [[a, b], [c, d]] itself, not the conditional estimate; null where bc is 0. */
  readonly sampleOddsRatio: number | null
  readonly reason: string | null
}

/** Probabilities that differ by less than this share are equal but for rounding. */
const ROUNDING = 1e-7

/**
 * Fisher's exact test given both margins (Fisher 1935, JRSS 98, 39–82). Two-sided p sums the tables that are no likelier than the one found, within a relative 1e-7 (Freeman & Halton 1951).
 * @throws RangeError where the table is not two by two, or a cell is no count.
 */
export function fisherExact(table: readonly (readonly number[])[]): FisherExact {
  assertTable(table)
  const [[a, b, ...more] = [], [c, d] = [], ...rows] = table
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    throw new RangeError("Fisher's exact test is of a table of two by two")
  if (more.length > 0 || rows.length > 0)
    throw new RangeError("Fisher's exact test is of a table of two by two")
  const odds = b * c === 0 ? null : (a * d) / (b * c)
  const none = { p: null, pGreater: null, pLess: null, sampleOddsRatio: odds }
  if (a + b === 0 || c + d === 0) return { ...none, reason: 'a group has no counts' }
  const found = hypergeometric(a + c, a + b, a + b + c + d)
  if (found === null)
    return { ...none, reason: 'there are too many tables to be gone through: take chi-squared' }
  const { low, probabilities } = found
  const place = Math.max(0, Math.min(probabilities.length, a - low))
  // Beyond both ends probabilities are smaller than all numbers.
  const own = (probabilities[a - low] ?? 0) * (1 + ROUNDING)
  const upTo = (list: readonly number[]): number =>
    Math.min(1, sumOf([...list].sort((x, y) => x - y)))
  return {
    p: upTo(probabilities.filter((one) => one <= own)),
    pGreater: upTo(probabilities.slice(place)),
    pLess: upTo(probabilities.slice(0, place + (a < low ? 0 : 1))),
    sampleOddsRatio: odds,
    reason: b * c === 0 ? 'odds ratio: a cell that it is divided by is 0' : null,
  }
}

function withoutEmpty(table: readonly (readonly number[])[]): {
  readonly rows: readonly (readonly number[])[]
  readonly empty: number
} {
  const rows = table.filter((row) => sumOf(row) > 0)
  const width = table[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, j) => j).filter((j) =>
    rows.some((row) => (row[j] ?? 0) > 0),
  )
  return {
    rows: rows.map((row) => columns.map((j) => row[j] ?? 0)),
    empty: table.length - rows.length + width - columns.length,
  }
}

function assertTable(table: readonly (readonly number[])[]): void {
  const width = table[0]?.length
  if (table.some(({ length }) => length !== width))
    throw new RangeError('the rows of the table are not equally long')
  const bad = table.flat().find((count) => !Number.isSafeInteger(count) || count < 0)
  if (bad !== undefined) throw new RangeError(`${bad} is no count`)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
