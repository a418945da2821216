/** Words and lists of the methods paragraph. */
import { isSimulated } from '../../record/simulated.ts'

/** Longer lists are cut, and say how much is left out. */
export const MOST_LISTED = 8

/** A stand-in is never told as if it were a language model. */
export function named(model: string): string {
  return isSimulated(model) ? `${model}, a simulated stand-in and no language model` : model
}

/** `1 run`, `2 runs`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

/** Two decimals, a true minus. */
export function signed(value: number): string {
  return value.toFixed(2).replace('-', '−')
}

/** A sentence on what was cut off a list; none where nothing was. */
export function more(n: number, what: string): string[] {
  return n > 0 ? [`There were ${counted(n, what)}.`] : []
}

/** a, b and c; cut where there are many. */
export function listed(words: readonly string[], most = MOST_LISTED): string {
  const told = words.slice(0, most)
  const left = words.length - told.length
  if (left > 0) return `${told.join(', ')} and ${left} more`
  return told.length < 2
    ? told.join('')
    : `${told.slice(0, -1).join(', ')} and ${told.at(-1) ?? ''}`
}

/** A value in words; long ones are cut. */
export function word(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
