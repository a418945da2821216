/** The items of a bank: stimuli with their options, key and licence. */
import type { Item, ItemOption } from '../../play/experiment/bank.ts'
import { attributesIn, keyFaults, textIn } from './fields.ts'
import { BankFaults, type Row, type Rows } from './row.ts'

/** Columns of a table that hold an option each: `option_wait` is the option `wait`. */
const OPTION = /^option_(.+)$/

/**
 * Items from rows: `key`, `text`, `options` (or columns `option_…`), `answer`, `licence`, `source`; every other field is an attribute. What a
 * file says of all of them holds where an item says nothing of its own.
 * @throws BankFaults with the line of every fault.
 */
export function readItems({ rows, shared }: Pick<Rows, 'rows' | 'shared'>): Item[] {
  const faults = keyFaults(rows)
  const items = rows.map((row) => itemOf(row, shared, faults))
  if (faults.length > 0) throw new BankFaults(faults)
  return items
}

function itemOf(row: Row, shared: Rows['shared'], faults: string[]): Item {
  const { place } = row
  const { key, text, options: given, answer, ...others } = row.fields
  const { licence = shared['licence'], license = shared['license'], source, ...rest } = others
  const columns = Object.entries(rest).filter(([name]) => OPTION.test(name))
  const bare = Object.fromEntries(Object.entries(rest).filter(([name]) => !OPTION.test(name)))
  const options = optionsIn(row, given, columns, faults)
  const words = textIn(row, 'text', text, faults)
  const terms = textIn(row, 'licence', licence ?? license, faults)
  const origin = textIn(row, 'source', source ?? shared['source'], faults)
  const right = textIn(row, 'answer', answer, faults)
  const name = String(key)
  if (words === undefined) faults.push(`${place}: "${name}" has no text.`)
  if (terms === undefined) {
    faults.push(
      `${place}: "${name}" has no licence. Write under which it may be used, such as CC0-1.0, or "unknown".`,
    )
  }
  if (right !== undefined && !(options ?? []).some((one) => one.name === right)) {
    const known = (options ?? []).map((one) => one.name)
    faults.push(
      `${place}: the answer of "${name}" is "${right}", which is none of its options: ${known.join(', ') || 'it has none'}.`,
    )
  }
  return {
    key: name,
    text: words ?? '',
    ...(options === undefined ? {} : { options }),
    ...(right === undefined ? {} : { answer: right }),
    licence: terms ?? '',
    ...(origin === undefined ? {} : { source: origin }),
    attributes: attributesIn(row, bare, faults),
    place,
  }
}

/** Listed options are named by their own words. */
function optionsIn(
  row: Row,
  given: unknown,
  columns: readonly [string, unknown][],
  faults: string[],
): ItemOption[] | undefined {
  const pairs = pairsOf(given, columns)
  if (pairs === undefined) {
    faults.push(
      `${row.place}: "options" must be a list of texts, of { name, text }, or an object: name → text.`,
    )
    return undefined
  }
  if (pairs.length === 0) return undefined
  const names = pairs.map(([name]) => name)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) faults.push(`${row.place}: the option "${twice}" is there twice.`)
  if (pairs.length === 1) faults.push(`${row.place}: one option alone is no choice.`)
  return pairs.flatMap(([name, text]) => {
    const words = textIn(row, `option ${name}`, text, faults)
    return words === undefined ? [] : [{ name, text: words }]
  })
}

function pairsOf(
  given: unknown,
  columns: readonly [string, unknown][],
): (readonly [string, unknown])[] | undefined {
  const fromColumns = columns.map(([name, text]) => [OPTION.exec(name)?.[1] ?? name, text] as const)
  if (given === undefined) return fromColumns
  if (columns.length > 0 || typeof given !== 'object' || given === null) return undefined
  return Array.isArray(given) ? given.map(pairOf) : Object.entries(given)
}

function pairOf(option: unknown): readonly [string, unknown] {
  if (typeof option !== 'object' || option === null) return [String(option), option]
  const { name, text } = option as { readonly name?: unknown; readonly text?: unknown }
  return [String(name), text]
}
