/** The categories of a code in their order, and what the values that were written are among them. */
import { BadInputError } from '../../base/errors.ts'
import type { Level } from './level.ts'

export interface Categories {
  /** In order: of numbers by size, of declared names as declared, of others by their text. */
  readonly names: readonly string[]
  /** The numbers they are, where every one is a number and the level is not nominal. */
  readonly numbers: Float64Array | null
  /** True where the set was declared; otherwise it is those that somebody used. */
  readonly isDeclared: boolean
  /** Written value → position among the names. */
  readonly positions: Uint32Array
}

/** A value as it was written, and where it was first. */
export interface Written {
  readonly text: string
  readonly place: string
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The finite number that a text is, or null. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim()
  const value = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN
  return Number.isFinite(value) ? value : null
}

/**
 * Puts the categories of a code in order. At ordinal level the order is the declared one, or that of numbers.
 * @throws BadInputError for a value that is not of the level, one that is not declared, or an order that nobody knows.
 */
export function categoriesOf(
  written: readonly Written[],
  level: Level,
  declared: readonly string[] | undefined,
): Categories {
  const isMetric = level === 'interval' || level === 'ratio'
  if (isMetric) for (const one of written) assertMetric(one, level)
  const texts = declared ?? written.map(({ text }) => text)
  const areNumbers = level !== 'nominal' && texts.every((text) => numberIn(text) !== null)
  if (level === 'ordinal' && declared === undefined && !areNumbers) refuseOrder(written)
  if (isMetric && !areNumbers)
    throw new BadInputError(
      `the categories of the ${level} level have to be numbers, and "${texts.find((text) => numberIn(text) === null)}" is none. Declare numbers, or choose --level ordinal.`,
    )
  const keyOf = (text: string): string | number => (areNumbers ? (numberIn(text) ?? text) : text)
  const positions = new Map<string | number, number>()
  const ordered = inOrder(texts, areNumbers, declared !== undefined && !isMetric)
  for (const text of ordered) {
    const key = keyOf(text)
    if (!positions.has(key)) positions.set(key, positions.size)
  }
  const names = [...positions.keys()].map(String)
  return {
    names,
    numbers: areNumbers ? Float64Array.from(names, Number) : null,
    isDeclared: declared !== undefined,
    positions: Uint32Array.from(written, (one) => {
      const position = positions.get(keyOf(one.text))
      if (position !== undefined) return position
      throw new BadInputError(
        `${one.place}: "${one.text}" is none of the declared categories: ${names.join(', ')}. Correct the value, or declare it.`,
      )
    }),
  }
}

function inOrder(texts: readonly string[], areNumbers: boolean, asGiven: boolean): string[] {
  if (asGiven) return [...texts]
  // Each is read once: sorting asks for it again and again.
  const read = texts.map((text) => ({ text, number: numberIn(text) }))
  read.sort((a, b) => {
    if (areNumbers) return (a.number ?? 0) - (b.number ?? 0)
    if (a.number !== null && b.number !== null && a.number !== b.number) return a.number - b.number
    return a.text < b.text ? -1 : a.text > b.text ? 1 : 0
  })
  return read.map(({ text }) => text)
}

/** Where a value stands is asked only of one that is refused: there may be a million. */
function assertMetric(written: Written, level: Level): void {
  const { text } = written
  const value = numberIn(text)
  if (value === null) {
    const hint = /^\s*[+-]?\d+(?:[,.'\s]\d+)+\s*$/.test(text)
      ? ' Write decimals with a point, and thousands without a sign between.'
      : ''
    throw new BadInputError(
      `${written.place}: "${text}" is no number, and values of the ${level} level are.${hint} Correct it, leave it empty where it is missing, or choose --level nominal.`,
    )
  }
  if (level === 'ratio' && value < 0)
    throw new BadInputError(
      `${written.place}: ${text} is below 0, and a ratio level has a true zero. Choose --level interval, or correct the value.`,
    )
}

function refuseOrder(written: readonly Written[]): never {
  const other = written.find(({ text }) => numberIn(text) === null)
  const names = written.slice(0, 8).map(({ text }) => text)
  throw new BadInputError(
    `${other?.place}: the order of "${names.join('", "')}" is not known, and "${other?.text}" is no number. Give the categories from the least to the most: --categories low,mid,high`,
  )
}
