/** Permutation tests: whether chance alone, handing the same units to the groups in another way, would do as much. */
import { Streams, type Random } from '../../base/random.ts'
import { atSize, plainSize } from './plain-size.ts'
import { meanOf } from './running-sum.ts'
import { assertFinite } from './ranks.ts'
import { subsetsOf } from './split-sums.ts'

export interface Permutation {
  /** As it was found: first group less second. Null where a group has no unit, or it is past all numbers, and `reason` says so. */
  readonly statistic: number | null
  /** Two-sided: the share of splits whose statistic is at least as far from 0. */
  readonly p: number | null
  /** The share of splits whose statistic is at least as large. */
  readonly pGreater: number | null
  readonly pLess: number | null
  /** True where all splits were gone through. */
  readonly exact: boolean
  /** How many splits were looked at: all, or those that were drawn. */
  readonly splits: number
  readonly reason: string | null
}

export interface PermutationOptions {
  /** Of the draws, where splits are too many to go through; 1 where none is given. */
  readonly seed?: string | number
  /** How many splits are drawn then; 10,000 where nothing is said. */
  readonly draws?: number
  /** All splits are gone through where there are no more than so many. */
  readonly mostExact?: number
}

const DRAWS = 10_000
const MOST_EXACT_MEANS = 3_000_000
const MOST_EXACT = 100_000
/** Statistics that differ by less than this share of their size are equal but for rounding. */
const ROUNDING = 1e-11

/**
 * The difference of two means among all splits of the values into groups of these sizes (Fisher 1935, The Design of Experiments, § 21; Pitman 1937, Suppl. JRSS 4, 119–130), or among splits that are
 * drawn: then p = (b + 1)/(m + 1) with b of m draws as far, which is never 0 and never too small (Phipson & Smyth 2010, doi:10.2202/1544-6115.1585).
 * @throws RangeError where a value is not finite.
 */
export function permuteMeans(
  first: readonly number[],
  second: readonly number[],
  options: PermutationOptions = {},
): Permutation {
  assertFinite(first)
  assertFinite(second)
  const [n1, n] = [first.length, first.length + second.length]
  if (n1 === 0 || n1 === n) return NO_UNITS
  const size = plainSize([...first, ...second])
  // Only the sum of one group moves; without the grand mean its rounding stays small.
  const values = centred(atSize([...first, ...second], size))
  const statistic = (meanOf(values.slice(0, n1)) - meanOf(values.slice(n1))) * size
  const isFirstSmaller = 2 * n1 <= n
  const own = isFirstSmaller ? values.slice(0, n1) : values.slice(n1)
  const observed = meanOf(own) * own.length
  const room = ROUNDING * values.reduce((sum, value) => sum + Math.abs(value), 0)
  const tally = tallyOf(observed, room)
  const splits = subsetsOf(n, own.length)
  const exact = splits <= (options.mostExact ?? MOST_EXACT_MEANS)
  if (exact) eachSum(values, own.length, tally.add)
  else drawSums(values, own.length, options, tally.add)
  const { p, pGreater, pLess } = tally.shares(exact)
  return {
    statistic,
    p,
    pGreater: isFirstSmaller ? pGreater : pLess,
    pLess: isFirstSmaller ? pLess : pGreater,
    exact,
    splits: exact ? splits : (options.draws ?? DRAWS),
    reason: null,
  }
}

/**
 * The same of any statistic whose value under no difference lies about 0. The units that change places are whatever the lists hold: values, or whole runs with all that
 * is theirs, so that what is clustered within a run stays together.
 */
export function permuteUnits<T>(
  first: readonly T[],
  second: readonly T[],
  statisticOf: (first: readonly T[], second: readonly T[]) => number,
  options: PermutationOptions = {},
): Permutation {
  const units = [...first, ...second]
  if (first.length === 0 || second.length === 0) return NO_UNITS
  const statistic = statisticOf(first, second)
  assertFinite([statistic])
  const tally = tallyOf(statistic, ROUNDING * Math.abs(statistic))
  const splits = subsetsOf(units.length, first.length)
  const exact = splits <= (options.mostExact ?? MOST_EXACT)
  const draws = options.draws ?? DRAWS
  if (exact) {
    for (const places of subsets(units.length, first.length))
      tally.add(
        statisticOf(
          units.filter((_, i) => places.has(i)),
          units.filter((_, i) => !places.has(i)),
        ),
      )
  } else {
    const random = new Streams(options.seed ?? 1).stream(`permutation/${units.length}`)
    for (let i = 0; i < draws; i++) {
      const order = random.shuffle(units)
      tally.add(statisticOf(order.slice(0, first.length), order.slice(first.length)))
    }
  }
  return {
    statistic,
    ...tally.shares(exact),
    exact,
    splits: exact ? splits : draws,
    reason: null,
  }
}

/**
 * Several groups: the share of random hand-outs of the values to the groups under which Σ nᵢ(mᵢ − M)² is at least as large, which orders them as F does. Always drawn; p = (b + 1)/(m + 1).
 */
export function permuteGroups(
  groups: readonly (readonly number[])[],
  options: PermutationOptions = {},
): Permutation {
  const filled = groups.filter(({ length }) => length > 0)
  if (filled.length < 2) return NO_UNITS
  const all = filled.flat()
  assertFinite(all)
  const size = plainSize(all)
  const values = centred(atSize(all, size))
  const betweenOf = (order: readonly number[]): number => {
    let [at, sum] = [0, 0]
    for (const { length } of filled) {
      let own = 0
      for (const end = at + length; at < end; at++) own += order[at] as number
      sum += (own * own) / length
    }
    return sum
  }
  const statistic = betweenOf(values)
  const tally = tallyOf(statistic, ROUNDING * values.reduce((sum, value) => sum + value * value, 0))
  const draws = options.draws ?? DRAWS
  const random = new Streams(options.seed ?? 1).stream(`permutation/groups/${values.length}`)
  for (let i = 0; i < draws; i++) tally.add(betweenOf(random.shuffle(values)))
  const found = { ...tally.shares(false), exact: false, splits: draws }
  const between = statistic * size * size
  return Number.isFinite(between)
    ? { statistic: between, ...found, reason: null }
    : { statistic: null, ...found, reason: 'the statistic itself is past all numbers' }
}

/** Twice: the rounding of the first mean is itself taken off, or sums that are equal would differ by it. */
function centred(values: readonly number[]): number[] {
  const mean = meanOf(values)
  const nearly = values.map((value) => value - mean)
  const rest = meanOf(nearly)
  return nearly.map((value) => value - rest)
}

const NO_UNITS: Permutation = {
  statistic: null,
  p: null,
  pGreater: null,
  pLess: null,
  exact: false,
  splits: 0,
  reason: 'a group has no value',
}

interface Tally {
  add(statistic: number): void
  shares(exact: boolean): { readonly p: number; readonly pGreater: number; readonly pLess: number }
}

function tallyOf(observed: number, room: number): Tally {
  const size = Math.abs(observed) - room
  const [low, high] = [observed + room, observed - room]
  let [seen, far, greater, less] = [0, 0, 0, 0]
  return {
    add(statistic) {
      seen++
      if (Math.abs(statistic) >= size) far++
      if (statistic >= high) greater++
      if (statistic <= low) less++
    },
    shares(exact) {
      // Among draws, what was found counts as one of them.
      const own = exact ? 0 : 1
      const share = (count: number): number => (count + own) / (seen + own)
      return { p: share(far), pGreater: share(greater), pLess: share(less) }
    },
  }
}

/** The sum of every subset of the size, each once. */
function eachSum(values: readonly number[], size: number, tell: (sum: number) => void): void {
  const from = (start: number, left: number, sum: number): void => {
    if (left === 0) return tell(sum)
    for (let i = start; i <= values.length - left; i++)
      from(i + 1, left - 1, sum + (values[i] as number))
  }
  from(0, size, 0)
}

function drawSums(
  values: readonly number[],
  size: number,
  { seed = 1, draws = DRAWS }: PermutationOptions,
  tell: (sum: number) => void,
): void {
  const random: Random = new Streams(seed).stream(`permutation/${values.length}`)
  // Sorted, so that the draws do not depend on the order in which values were read.
  const deck = Float64Array.from(values).sort()
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    // The first steps of a Fisher–Yates shuffle: a uniform subset stands in front.
    for (let i = 0; i < size; i++) {
      const j = i + random.below(deck.length - i)
      const taken = deck[j] as number
      deck[j] = deck[i] as number
      deck[i] = taken
      sum += taken
    }
    tell(sum)
  }
}

function* subsets(n: number, size: number): Iterable<ReadonlySet<number>> {
  const places = Array.from({ length: size }, (_, i) => i)
  for (;;) {
    yield new Set(places)
    let i = size - 1
    while (i >= 0 && places[i] === n - size + i) i--
    if (i < 0) return
    places[i] = (places[i] as number) + 1
    for (let j = i + 1; j < size; j++) places[j] = (places[j - 1] as number) + 1
  }
}
