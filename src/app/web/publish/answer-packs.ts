/** Gathers answers into packs of about the same size, and keeps in mind which pack holds which. */
import {
  answerPath,
  hashInIndex,
  hashOf,
  indexName,
  keyOf,
  packName,
} from '../../../study/viewing/answer-file.ts'

/** UTF-16 code units of JSON, after which a pack ends at the next key: read in a few milliseconds, 20 to 100 kB when compressed. */
const FULL = 500_000
/** Where answers of one key are as large as this, it ends all the same. */
const OVERFULL = 2 * FULL
/** Keys of an index: about 30 kB. */
const KEYS_AN_INDEX = 4096

export interface AnswerPacks {
  add(path: string, answer: unknown): void
  /** Writes what is left, and the indexes. Gives back how many these are. */
  finish(): number
}

/** `put` is given the name and the JSON of each file. Of all answers that were added, those of one pack are in memory. */
export function answerPacks(put: (name: string, json: string) => void): AnswerPacks {
  const hashes: number[] = []
  const packs: number[] = []
  let open: string[] = []
  let size = 0
  let count = 0

  const close = (): void => {
    if (open.length > 0) put(packName(count++), `{${open.join(',')}}`)
    open = []
    size = 0
  }
  return {
    add(asked, answer) {
      const path = answerPath(asked)
      const hash = hashOf(keyOf(path))
      const isOther = hashes.at(-1) !== hash
      if (size >= OVERFULL || (size >= FULL && isOther)) close()
      if (isOther || packs.at(-1) !== count) {
        hashes.push(hash)
        packs.push(count)
      }
      const told = `${JSON.stringify(path)}:${JSON.stringify(answer ?? null)}`
      size += told.length
      open.push(told)
    },
    finish() {
      close()
      const indexes = Math.max(1, Math.ceil(hashes.length / KEYS_AN_INDEX))
      const places = Array.from({ length: indexes }, (): number[] => [])
      for (const [place, hash] of hashes.entries()) places[hash % indexes]?.push(place)
      for (const [number, own] of places.entries())
        put(indexName(number), JSON.stringify(indexOf(own, hashes, packs)))
      return indexes
    },
  }
}

function indexOf(
  places: readonly number[],
  hashes: readonly number[],
  packs: readonly number[],
): Record<string, number[]> {
  const index = new Map<string, Set<number>>()
  for (const place of places) {
    const hash = hashInIndex(hashes[place] ?? 0)
    const held = index.get(hash) ?? new Set()
    index.set(hash, held.add(packs[place] ?? 0))
  }
  return Object.fromEntries([...index].map(([hash, held]) => [hash, [...held]]))
}
