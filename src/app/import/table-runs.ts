/** Rows of messages as conversations: one for each run or group that they name, one in all where they name none. */
import { BadInputError } from '../../base/errors.ts'
import { columnsFor, type ColumnMap, type Field } from './column-map.ts'
import type { Conversation, Utterance } from './conversation-run.ts'
import type { TableRow } from './table-rows.ts'

export interface ReadTable {
  readonly conversations: readonly Conversation[]
  /** The columns that were read. */
  readonly columns: ColumnMap
}

interface Group {
  readonly name: string | null
  readonly treatment: string
  readonly utterances: Utterance[]
}

/**
 * @throws BadInputError with the row where a speaker is missing, a cell is no text, or a run is of two treatments.
 */
export async function readTable(
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  map: ColumnMap,
  path: string,
): Promise<ReadTable> {
  const groups = new Map<string | null, Group>()
  let columns: ColumnMap | undefined
  for await (const row of rows) {
    columns ??= columnsFor(row.columns, map, path)
    const name = textIn(row, columns, 'run')
    const treatment = textIn(row, columns, 'treatment') ?? 'all'
    const group = groups.get(name) ?? { name, treatment, utterances: [] }
    groups.set(name, group)
    if (group.treatment !== treatment) {
      throw new BadInputError(
        `${row.place}: run "${name ?? ''}" is of treatment "${group.treatment}" before and of "${treatment}" here. A run has one treatment.`,
      )
    }
    group.utterances.push(utteranceIn(row, columns))
  }
  const counts = new Map<string, number>()
  const conversations = [...groups.values()].map((group) => {
    const replicate = (counts.get(group.treatment) ?? 0) + 1
    counts.set(group.treatment, replicate)
    return { ...group, replicate }
  })
  return { conversations, columns: columns ?? map }
}

function utteranceIn(row: TableRow, columns: ColumnMap): Utterance {
  const speaker = textIn(row, columns, 'speaker')
  if (speaker === null || speaker.trim() === '') {
    throw new BadInputError(
      `${row.place}: nothing tells who speaks: "${columns.speaker ?? ''}" is empty. Fill it in, or take the row out.`,
    )
  }
  const text = textIn(row, columns, 'text')
  if (text === null && row.cell(columns.text ?? '') === undefined)
    throw new BadInputError(
      `${row.place}: "${columns.text ?? ''}" is missing. Every message has words.`,
    )
  return {
    speaker,
    text: text ?? '',
    round: textIn(row, columns, 'round'),
    channel: textIn(row, columns, 'channel'),
    time: textIn(row, columns, 'time'),
    place: row.place,
  }
}

/** The words of a cell, numbers as they are written; null where it is empty or there is no such column. */
function textIn(row: TableRow, columns: ColumnMap, field: Field): string | null {
  const column = columns[field]
  const value = column === undefined ? null : (row.cell(column) ?? null)
  switch (typeof value) {
    case 'string':
      return value === '' && field !== 'text' ? null : value
    case 'number':
    case 'boolean':
      return String(value)
    default:
      if (value === null) return null
      throw new BadInputError(
        `${row.place}: "${column ?? ''}" holds ${Array.isArray(value) ? 'a list' : 'an object'}, and there should be text. Name the part that holds it: --map ${field}=${column ?? ''}.KEY`,
      )
  }
}
