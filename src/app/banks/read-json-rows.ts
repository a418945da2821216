/** Reads a bank from JSON (a list, or an object that has one) or from JSON lines. */
import { BadInputError } from '../../base/errors.ts'
import { halfCharacters } from '../../base/half-characters.ts'
import { parseJson, parseText } from '../read-document.ts'
import { BankFaults, type Row, type Rows } from './row.ts'

type ObjectRows = Pick<Rows, 'rows' | 'shared'>

/**
 * The rows of a JSON text. An object has its rows under a name of the list, and beside them what holds for all.
 * @throws BankFaults with the line.
 */
export function readJson(place: string, text: string, lists: readonly string[]): ObjectRows {
  const { value, lineOf } = asFaults(() => parseText(place, text))
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const held = isObject ? lists.find((name) => Array.isArray((value as Bag)[name])) : undefined
  const list = held === undefined ? value : (value as Bag)[held]
  if (!Array.isArray(list)) {
    throw new BankFaults([
      `${place}:1: a bank is a list of objects, or an object that has one as ${lists.map((name) => `"${name}"`).join(' or ')}.`,
    ])
  }
  const { [held ?? '']: _, ...shared } = isObject ? (value as Bag) : {}
  const rows = list.map((fields: unknown, i) => {
    const at = lineOf(held === undefined ? [i] : [held, i])
    return rowOf(`${place}:${at}`, fields)
  })
  return { rows, shared }
}

/**
 * One object a line; empty lines are left out.
 * @throws BankFaults with the line.
 */
export function readJsonLines(place: string, text: string): ObjectRows {
  const rows = text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    const value = asFaults(() => parseJson(`${place}:${i + 1}`, line))
    return [rowOf(`${place}:${i + 1}`, value)]
  })
  return { rows, shared: {} }
}

type Bag = Record<string, unknown>

function rowOf(place: string, value: unknown): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BankFaults([`${place}: this is no object. Write { "key": …, "text": … }.`])
  const halves = halfCharacters(value)
  if (halves.length > 0)
    throw new BankFaults(
      halves.map(({ path, message }) => `${place}: ${path.join('.')}: ${message}.`),
    )
  const fields = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '')
  return { place, fields: Object.fromEntries(fields) }
}

function asFaults<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    throw new BankFaults([error.message])
  }
}
