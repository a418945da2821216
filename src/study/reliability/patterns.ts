/** Groups units that have the same values: what depends on the values alone is worked out once for each pattern. */
import { growing } from './growing.ts'
import { valuesOf, type Ratings } from './ratings.ts'

/** Pattern p has the categories `starts[p]` to `starts[p + 1]`: of two coders in their order, otherwise sorted. */
export interface Patterns {
  readonly starts: Uint32Array
  readonly categories: Uint32Array
  readonly patternOf: Uint32Array
}

/** The patterns of the units, in order of appearance. Open addressing over the values themselves: linear in the values. */
export function patternsOf(ratings: Ratings): Patterns {
  const { units, starts, categoryOf, coderOf, coders } = ratings
  const found = { starts: growing(), categories: growing() }
  const patternOf = new Uint32Array(units)
  let slots = new Uint32Array(1_024)
  let hashes = new Uint32Array(1_024)
  const inOrder = coders.length === 2
  let scratch = new Uint32Array(16)
  for (let unit = 0; unit < units; unit++) {
    const from = starts[unit] as number
    const size = valuesOf(ratings, unit)
    if (size > scratch.length) scratch = new Uint32Array(size * 2)
    for (let i = 0; i < size; i++) scratch[i] = categoryOf[from + i] as number
    if (!inOrder) sortFirst(scratch, size)
    else if (size === 2 && coderOf[from] === 1) swapFirst(scratch)
    const hash = hashOf(scratch, size)
    let slot = hash & (slots.length - 1)
    for (;;) {
      const pattern = slots[slot] as number
      if (pattern === 0) {
        slots[slot] = addPattern(found, scratch, size)
        hashes[slot] = hash
        break
      }
      if (hashes[slot] === hash && isPattern(found, pattern - 1, scratch, size)) break
      slot = (slot + 1) & (slots.length - 1)
    }
    patternOf[unit] = (slots[slot] as number) - 1
    if (found.starts.length * 2 > slots.length) [slots, hashes] = widened(slots, hashes)
  }
  found.starts.push(found.categories.length)
  return { starts: found.starts.list(), categories: found.categories.list(), patternOf }
}

type Found = Readonly<Record<'starts' | 'categories', ReturnType<typeof growing>>>

function addPattern({ starts, categories }: Found, values: Uint32Array, size: number): number {
  starts.push(categories.length)
  for (let i = 0; i < size; i++) categories.push(values[i] as number)
  return starts.length
}

function isPattern(
  { starts, categories }: Found,
  pattern: number,
  values: Uint32Array,
  size: number,
): boolean {
  const from = starts.at(pattern)
  const to = pattern + 1 < starts.length ? starts.at(pattern + 1) : categories.length
  if (to - from !== size) return false
  for (let i = 0; i < size; i++) if (categories.at(from + i) !== values[i]) return false
  return true
}

function widened(
  slots: Uint32Array,
  hashes: Uint32Array,
): [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>] {
  const wider = new Uint32Array(slots.length * 4)
  const widerHashes = new Uint32Array(slots.length * 4)
  for (let i = 0; i < slots.length; i++) {
    if (slots[i] === 0) continue
    let slot = (hashes[i] as number) & (wider.length - 1)
    while (wider[slot] !== 0) slot = (slot + 1) & (wider.length - 1)
    wider[slot] = slots[i] as number
    widerHashes[slot] = hashes[i] as number
  }
  return [wider, widerHashes]
}

/** FNV-1a over whole numbers, with a last stir for its low bits. */
function hashOf(values: Uint32Array, size: number): number {
  let hash = 0x811c9dc5 ^ size
  for (let i = 0; i < size; i++) hash = Math.imul(hash ^ (values[i] as number), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

function swapFirst(values: Uint32Array): void {
  const [first, second] = [values[0] as number, values[1] as number]
  values[0] = second
  values[1] = first
}

/** Units have few values as a rule: insertion is quickest. */
function sortFirst(values: Uint32Array, size: number): void {
  if (size > 32) {
    values.subarray(0, size).sort()
    return
  }
  for (let i = 1; i < size; i++) {
    const value = values[i] as number
    let j = i - 1
    for (; j >= 0 && (values[j] as number) > value; j--) values[j + 1] = values[j] as number
    values[j + 1] = value
  }
}
