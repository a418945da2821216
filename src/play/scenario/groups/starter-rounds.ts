/**
 * Groups in which no two meet twice, from one starting round that is turned: a starter (Bose 1939; for resolvable designs, Furino, Miao and Yin
 * 1996). Of n participants, s circles of v move on by one place in each round, and the rest stand still. If within the groups of the first round all
 * distances differ, no two meet again in v rounds.
 */
import { Streams } from '../../../base/random.ts'

/** Steps of one search, and searches from other beginnings, before it is given up. */
const MOST_STEPS = 60_000
const MOST_SEARCHES = 8

/** v rounds of groups of k of the indexes 0 … n − 1, or undefined where the search, which is the same every time, finds no starter. */
export function starterRounds(n: number, k: number, v: number): number[][][] | undefined {
  const circles = Math.floor(n / v)
  const still = n - circles * v
  if (circles === 0 || still > n / k) return undefined
  const streams = new Streams(`starter ${n} ${k} ${v}`)
  for (let search = 0; search < MOST_SEARCHES; search++) {
    // Those that stand still come first: they fit in the fewest places.
    const moving = streams.stream(String(search)).shuffle(indexes(circles * v))
    const order = [...indexes(still).map((i) => circles * v + i), ...moving]
    const groups = searchStarter(order, k, v, circles)
    if (groups !== undefined) return turned(groups, v, circles)
  }
  return undefined
}

/** The starting round, turned v times. */
function turned(groups: number[][], v: number, circles: number): number[][][] {
  return indexes(v).map((by) =>
    groups.map((group) =>
      group.map((point) =>
        point >= circles * v ? point : Math.floor(point / v) * v + (((point % v) + by) % v),
      ),
    ),
  )
}

function searchStarter(
  order: readonly number[],
  k: number,
  v: number,
  circles: number,
): number[][] | undefined {
  const taken = new Array<boolean>(order.length).fill(false)
  const distances = new Set<number>()
  const groups: number[][] = []
  let steps = 0

  /** The distances from a point to those of a group, or undefined where one of them is taken. */
  const distancesTo = (point: number, group: readonly number[]): number[] | undefined => {
    const found: number[] = []
    for (const other of group) {
      const key = distanceOf(point, other, v, circles)
      if (key === undefined || distances.has(key) || found.includes(key)) return undefined
      found.push(key)
    }
    return found
  }
  const fill = (group: number[], from: number): boolean => {
    if (group.length === k) return begin()
    for (let place = from; place < order.length; place++) {
      if (taken[place] === true) continue
      if (++steps > MOST_STEPS) return false
      const point = order[place] as number
      const keys = distancesTo(point, group)
      if (keys === undefined) continue
      taken[place] = true
      for (const key of keys) distances.add(key)
      group.push(point)
      if (fill(group, place + 1)) return true
      group.pop()
      for (const key of keys) distances.delete(key)
      taken[place] = false
    }
    return false
  }
  const begin = (): boolean => {
    const first = taken.indexOf(false)
    if (first < 0) return true
    const group = [order[first] as number]
    taken[first] = true
    groups.push(group)
    if (fill(group, first + 1)) return true
    groups.pop()
    taken[first] = false
    return false
  }
  return begin() ? groups : undefined
}

/** Names what must not occur twice: which two circles, and how far apart. Undefined where the two would meet again in any case. */
function distanceOf(a: number, b: number, v: number, circles: number): number | undefined {
  const [low, high] = a < b ? [a, b] : [b, a]
  const moving = circles * v
  if (low >= moving) return undefined
  const circle = Math.floor(low / v)
  if (high >= moving) return ((circle + 1) * (2 * moving) + high) * v
  const other = Math.floor(high / v)
  const apart = ((high % v) - (low % v) + v) % v
  if (circle !== other) return (circle * circles + other) * v + apart
  // Half way round a circle, the same two would meet again.
  if (2 * apart === v) return undefined
  return (circle * circles + other) * v + Math.min(apart, v - apart)
}

function indexes(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}
