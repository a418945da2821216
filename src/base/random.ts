/** Named random streams from one seed. A draw added to one stream changes no draw of another. */
import seedrandom from 'seedrandom'

/** A generator of uniform draws. */
export interface Random {
  /** A uniform draw from [0, 1). */
  next(): number
  /** A uniform integer from 0 to n − 1. */
  below(n: number): number
  /** True with probability p. Draws even where p is 0 or 1, so that changing p shifts no later draw. */
  chance(p: number): boolean
  /** A uniform member of a non-empty list. */
  pick<T>(list: readonly T[]): T
  /** A uniform permutation of the list, as a new list (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[]
}

const BLOCK = 64

/**
 * All the randomness of one seed. A stream's generator is Alea (Baagøe 2010, in seedrandom), seeded by the JSON of
 * [seed, name]; so that streams are independent of the order in which they are made or drawn from.
 */
export class Streams {
  readonly #seed: string
  readonly #blocks = new Map<string, { block: number; draws: number[] }>()

  constructor(seed: string | number) {
    this.#seed = String(seed)
  }

  /** A fresh generator for the name, at its beginning. It is made when it is first drawn from. */
  stream(name: string): Random {
    return new StreamRandom(JSON.stringify([this.#seed, name]))
  }

  /**
   * The index-th draw of a name, from [0, 1): a pure function of (seed, name, index), for machines that
   * may not hold a generator. Draws are made in blocks of 64, each block a stream of its own.
   */
  draw(name: string, index: number): number {
    const block = Math.floor(index / BLOCK)
    let page = this.#blocks.get(name)
    if (page?.block !== block) {
      const generator = seedrandom.alea(JSON.stringify([this.#seed, name, block]))
      page = { block, draws: Array.from({ length: BLOCK }, () => generator()) }
      this.#blocks.set(name, page)
    }
    return page.draws[index - block * BLOCK] as number
  }
}

class StreamRandom implements Random {
  readonly #seed: string
  #generator: (() => number) | undefined

  constructor(seed: string) {
    this.#seed = seed
  }

  next(): number {
    this.#generator ??= seedrandom.alea(this.#seed)
    return this.#generator()
  }

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('cannot pick from an empty list')
    return list[this.below(list.length)] as T
  }

  shuffle<T>(list: readonly T[]): T[] {
    const result = [...list]
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[result[i], result[j]] = [result[j] as T, result[i] as T]
    }
    return result
  }
}
