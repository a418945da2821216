/** Which column of a table holds what. */
import { BadInputError, nearest } from '../../base/errors.ts'

/** What can be taken from a table of messages. */
export const FIELDS = ['speaker', 'text', 'round', 'channel', 'time', 'run', 'treatment'] as const
export type Field = (typeof FIELDS)[number]

/** field → the name of its column. */
export type ColumnMap = Readonly<Partial<Record<Field, string>>>

/** The names that columns usually have, likeliest first. */
const USUAL: Readonly<Record<Field, readonly string[]>> = {
  speaker: [
    'speaker',
    'participant',
    'name',
    'sender',
    'author',
    'agent',
    'user',
    'who',
    'from',
    'player',
  ],
  text: ['text', 'message', 'utterance', 'content', 'words', 'body', 'msg'],
  round: ['round', 'period'],
  channel: ['channel', 'room'],
  time: ['time', 'timestamp', 'datetime', 'date', 'created_at', 'sent_at'],
  run: [
    'run',
    'run_id',
    'group',
    'group_id',
    'session',
    'session_id',
    'conversation',
    'conversation_id',
    'dyad',
  ],
  treatment: ['treatment', 'condition', 'arm'],
}

/**
 * A map in words: `text=utterance,speaker=who`. `group` may be said for `run`.
 * @throws BadInputError where it is none.
 */
export function parseColumnMap(words: string): ColumnMap {
  const pairs = words.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=')
    const [field, column] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    if (at < 1 || field === '' || column === '')
      throw new BadInputError(`--map: "${pair}" does not say which column holds what. ${HOW}`)
    return [field, column]
  })
  return checkedMap(pairs, '--map')
}

/** The same from pairs of field and column. @throws BadInputError where a field is unknown or there twice. */
export function checkedMap(pairs: Iterable<readonly [string, unknown]>, place: string): ColumnMap {
  const map: Partial<Record<Field, string>> = {}
  for (const [name, column] of pairs) {
    const field = FIELDS.find((one) => one === (name === 'group' ? 'run' : name))
    if (field === undefined) {
      const guess = nearest(name, FIELDS)
      throw new BadInputError(
        `${place}: a table of messages has no field "${name}".${guess === undefined ? '' : ` Did you mean "${guess}"?`} ${HOW}`,
      )
    }
    if (typeof column !== 'string' || column === '')
      throw new BadInputError(`${place}: "${name}" must be the name of a column. ${HOW}`)
    if (map[field] !== undefined)
      throw new BadInputError(`${place}: "${name}" is there twice. Remove one of the two.`)
    map[field] = column
  }
  return map
}

const HOW = `Write field=column pairs such as text=utterance,speaker=who; fields are ${FIELDS.join(', ')}.`

/**
 * The columns that are read: those of the map, and for the fields that it leaves out a column of a usual name. Without a map for it, the first column of a usual
 * name is taken.
 * @throws BadInputError where the map names a column that is not there, or nothing tells who speaks or what is said.
 */
export function columnsFor(columns: readonly string[], map: ColumnMap, path: string): ColumnMap {
  const list = columns.map((name) => `"${name}"`).join(', ')
  for (const [field, column] of Object.entries(map)) {
    if (columns.includes(column) || columns.includes(column.split('.')[0] ?? '')) continue
    const guess = nearest(column, columns)
    throw new BadInputError(
      `${path}: --map says that ${field} is in the column "${column}", and there is none.${guess === undefined ? '' : ` Did you mean "${guess}"?`} Columns are ${list}.`,
    )
  }
  const taken = new Set(Object.values(map))
  const found: Partial<Record<Field, string>> = { ...map }
  for (const field of FIELDS) {
    if (found[field] !== undefined) continue
    const column = USUAL[field]
      .map((usual) => columns.find((name) => name.trim().toLowerCase() === usual))
      .find((name) => name !== undefined && !taken.has(name))
    if (column === undefined) continue
    found[field] = column
    taken.add(column)
  }
  for (const field of ['speaker', 'text'] as const) {
    if (found[field] !== undefined) continue
    throw new BadInputError(
      `${path}: no column tells the ${field}. Say which does: --map ${field}=COLUMN. Columns are ${list}.`,
    )
  }
  return found
}
