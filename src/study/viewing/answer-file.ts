/** Where a static site keeps an answer: many stand in one pack, and an index tells which pack, by a hash of what is asked. */

/** Neighbours by number, such as ticks, are looked up together, so that indexes stay small. */
const NEIGHBOURS = 16

/** Hash of a key → the packs that hold answers of that hash. */
export type AnswerIndex = Readonly<Record<string, readonly number[]>>

/** Path → answer. */
export type AnswerPack = Readonly<Record<string, unknown>>

/** An index or a pack, by its name. */
export type LoadFile = (name: string) => Promise<unknown>

export const indexName = (number: number): string => `index/${number}`
export const packName = (number: number): string => `answers/${number}`

/** The same for whatever names the same answer: pages may leave unencoded what needs no code. */
export function answerPath(asked: string): string {
  return asked
    .split('/')
    .map((part) => encodeURIComponent(decoded(part)))
    .join('/')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).toWellFormed()
  } catch {
    return part.toWellFormed()
  }
}

/**
 * What an answer is looked up by: its path, of which the first number beneath the record stands for its neighbours, and what follows it is left out:
 * `records/show/run/run_1/ticks/17` → `records/show/run/run_1/ticks/1`.
 */
export function keyOf(path: string): string {
  const [, before, number] = /^(records\/[^/]+\/.*?)\/(\d+)(?:\/|$)/.exec(path) ?? []
  return number === undefined ? path : `${before}/${Math.floor(Number(number) / NEIGHBOURS)}`
}

/** From 0 to 2^32 - 1 (FNV-1a, Fowler, Noll & Vo). Two keys may have the same: the index then tells the packs of both. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** As it stands in an index. */
export const hashInIndex = (hash: number): string => hash.toString(36)

/**
 * What a site answers, or undefined where it does not hold that.
 * @param indexes how many indexes it has: hashes are dealt out among them by their remainder.
 */
export async function answerOf(asked: string, indexes: number, load: LoadFile): Promise<unknown> {
  const path = answerPath(asked)
  const hash = hashOf(keyOf(path))
  const index = (await load(indexName(hash % indexes))) as AnswerIndex
  for (const number of index[hashInIndex(hash)] ?? []) {
    const pack = (await load(packName(number))) as AnswerPack
    if (Object.hasOwn(pack, path)) return pack[path]
  }
  return undefined
}
