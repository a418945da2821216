/** Draws with replacement, counted: how often each row is drawn when as many are drawn as there are. */
import type { Random } from '../../base/random.ts'
import { binomialDraw } from '../statistics/binomial-draw.ts'

/** Writes how often each row is drawn; the next call draws anew. */
export type Resampler = (times: Float64Array) => void

/** Draws one by one up to so many. */
const FEW = 4_096

/**
 * A resampler of rows that stand for `count[i]` equal draws each: exactly multinomial, with Σ count draws and probabilities count / Σ count. How it is
 * drawn depends on what is quickest: row by row from conditional binomials where many draws share a row; otherwise one by one, or by Poisson counts.
 */
export function resampler(count: Float64Array, random: Random): Resampler {
  const n = count.reduce((sum, one) => sum + one, 0)
  if (count.length * 16 <= n) return byBinomials(count, n, random)
  const rowOf = new Uint32Array(n)
  let at = 0
  for (const [row, draws] of count.entries()) {
    rowOf.fill(row, at, at + draws)
    at += draws
  }
  return n <= FEW ? oneByOne(rowOf, random) : byPoisson(count, rowOf, random)
}

/** The multinomial as a chain of binomials: each row takes its share of what the rows before left (Davis 1993, Computational Statistics & Data Analysis 16). */
export function byBinomials(count: Float64Array, n: number, random: Random): Resampler {
  return (times) => {
    let [draws, rest] = [n, n]
    for (let row = 0; row < count.length; row++) {
      const own = count[row] as number
      const taken = own >= rest ? draws : binomialDraw(draws, own / rest, random)
      times[row] = taken
      draws -= taken
      rest -= own
    }
  }
}

function oneByOne(rowOf: Uint32Array, random: Random): Resampler {
  return (times) => {
    times.fill(0)
    addDraws(rowOf, rowOf.length, times, random)
  }
}

function addDraws(rowOf: Uint32Array, draws: number, times: Float64Array, random: Random): void {
  for (let i = 0; i < draws; i++) {
    const row = rowOf[random.below(rowOf.length)] as number
    times[row] = (times[row] as number) + 1
  }
}

/**
 * Independent Poisson counts, given their total, are multinomial (Johnson, Kotz & Balakrishnan 1997, Discrete Multivariate Distributions, ch. 35). So each draw gets a Poisson
 * count whose mean is a little below 1; the few that are missing to n are then drawn one by one. A total above n is thrown away, which happens about once in 30,000.
 */
export function byPoisson(count: Float64Array, rowOf: Uint32Array, random: Random): Resampler {
  const n = rowOf.length
  const fill = poissonFiller(1 - 4 / Math.sqrt(n), random)
  const drawn = new Uint8Array(n)
  // Each draw has one of the counts, whichever: the first ones go to the rows' first draws, in one copy.
  const first = drawn.subarray(0, count.length)
  const more = rowOf.filter((row, i) => rowOf[i - 1] === row)
  return (times) => {
    let total = fill(drawn)
    while (total > n) total = fill(drawn)
    times.set(first)
    for (let i = 0; i < more.length; i++) {
      const row = more[i] as number
      times[row] = (times[row] as number) + (drawn[count.length + i] as number)
    }
    addDraws(rowOf, n - total, times, random)
  }
}

const OPEN = 255

/**
 * Exact Poisson counts from a byte each: 256·P(k), rounded down, of the 256 bytes mean k; the few bytes that are left stand for what rounding took away, and one
 * more draw of the stream decides among it. Four bytes come from one word of sfc32 (Doty-Humphrey 2010, PractRand), a generator of 32-bit words whose state is four draws of
 * the stream: a bootstrap of a million codings asks for 10⁹ bytes. Fills a list, and tells its sum.
 */
function poissonFiller(mean: number, random: Random): (drawn: Uint8Array) => number {
  const table = new Uint8Array(256).fill(OPEN)
  const rests: number[] = []
  let [at, mass, open] = [0, Math.exp(-mean), 0]
  for (let k = 0; k < 40; k++) {
    const whole = Math.floor(mass * 256)
    table.fill(k, at, at + whole)
    at += whole
    open += mass * 256 - whole
    rests.push(open)
    mass *= mean / (k + 1)
  }
  const decide = (): number => {
    const u = random.next() * open
    return Math.max(
      0,
      rests.findIndex((rest) => u < rest),
    )
  }
  const state = Int32Array.from({ length: 4 }, () => (random.next() * 4_294_967_296) | 0)
  const words = new Uint32Array(WORDS)
  // The first words still show the state.
  nextWords(state, words)
  return (drawn) => {
    for (let i = 0; i < drawn.length;) {
      nextWords(state, words)
      const end = Math.min(i + 4 * WORDS, drawn.length)
      for (let w = 0; i + 3 < end; w++, i += 4) {
        const word = words[w] as number
        drawn[i] = table[word & 255] as number
        drawn[i + 1] = table[(word >>> 8) & 255] as number
        drawn[i + 2] = table[(word >>> 16) & 255] as number
        drawn[i + 3] = table[word >>> 24] as number
      }
      for (let word = words[WORDS - 1] as number; i < end; i++, word >>>= 8)
        drawn[i] = table[word & 255] as number
    }
    let total = 0
    for (let i = 0; i < drawn.length; i++) {
      if (drawn[i] === OPEN) drawn[i] = decide()
      total += drawn[i] as number
    }
    return total
  }
}

/** Words that are made at a time. */
const WORDS = 1_024

/** Fills the list with the next words of sfc32. */
function nextWords(state: Int32Array, words: Uint32Array): void {
  let [a, b, c, counter] = state as unknown as [number, number, number, number]
  for (let i = 0; i < words.length; i++) {
    const word = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + word) | 0
    words[i] = word
  }
  state.set([a, b, c, counter])
}
