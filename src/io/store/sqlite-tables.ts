/** The tables of a record in SQLite: the views as this version defines them, streamed. */
import type Database from 'better-sqlite3'
import { UnknownNameError } from '../../base/errors.ts'
import { openDatabase } from './open-database.ts'
import { readingAt, storeError } from './store-errors.ts'
import type { Cell, Row, RowFilter, Tables } from './tables.ts'
import type { Column, View } from './view.ts'
import { views } from './views.ts'

/**
 * Opens the tables of a record; nothing is changed.
 * @throws StoreError that names the file and the mend.
 */
export function openSqliteTables(path: string): Tables {
  try {
    return tablesOver(openDatabase(path, 'read'), path)
  } catch (error) {
    throw storeError(path, error)
  }
}

function tablesOver(db: Database.Database, place: string): Tables {
  const reading = readingAt(place)
  // Changes with every commit of another connection, and with nothing else.
  const dataVersion = db.prepare('pragma data_version').pluck()
  const schema = db.prepare('pragma user_version').pluck()
  const openedAt = schema.get()

  const statements = new Map<string, Database.Statement>()
  /** Whoever asks for one run after another asks the same each time: preparing costs more than a few rows. */
  const statementOf = (sql: string): Database.Statement => {
    const known = statements.get(sql)
    // One that is being read from serves nobody else.
    if (known?.busy === false) return known
    const made = db.prepare(sql)
    statements.set(sql, made)
    return made
  }

  /** `as` says whether a row is an object or a list of its cells. */
  function* stream<T extends Row | readonly Cell[]>(
    { view, columns, runId, where = {} }: Wanted,
    as: 'object' | 'list',
  ): Iterable<T> {
    const wanted = columnsNamed(view, Object.keys(where))
    const sql = selectOf(view, columns, runId !== undefined, wanted)
    const bound = {
      ...(runId === undefined ? {} : { run: runId }),
      ...Object.fromEntries(wanted.map(({ name }) => [`is_${name}`, where[name] ?? null])),
    }
    const rows = reading(
      () =>
        statementOf(sql)
          .raw(as === 'list')
          .iterate(bound) as IterableIterator<T>,
    )
    const step = (): IteratorResult<T> => rows.next()
    try {
      for (;;) {
        const next = reading(step)
        if (next.done === true) return
        yield next.value
      }
    } finally {
      // A reader that has had enough must not leave the connection busy.
      rows.return?.()
    }
  }

  /** All rows of a view, a run at a time where SQLite would have to sort them. */
  function* streamAll<T extends Row | readonly Cell[]>(
    wanted: Wanted,
    as: 'object' | 'list',
  ): Iterable<T> {
    if (wanted.view.runByRun !== true) {
      yield* stream<T>(wanted, as)
      return
    }
    const runIds = reading(
      () => db.prepare('select run_id from run order by run_id').pluck().all() as string[],
    )
    for (const runId of runIds) yield* stream<T>({ ...wanted, runId }, as)
  }

  return {
    place,
    names: views.map(({ name }) => name),
    columns: (table) =>
      viewNamed(table).columns.map(({ name, means, holds }) => ({ name, means, holds })),
    *rows(table, filter: RowFilter = {}) {
      const view = viewNamed(table)
      const columns = columnsNamed(view, filter.columns)
      const wanted = { view, ...filter, columns }
      if (filter.runId === undefined) yield* streamAll<Row>(wanted, 'object')
      else yield* stream<Row>(wanted, 'object')
    },
    *cells(table) {
      const view = viewNamed(table)
      yield* streamAll<readonly Cell[]>({ view, columns: view.columns }, 'list')
    },
    stamp: () => reading(() => dataVersion.get() as number),
    isOutdated: () => reading(() => schema.get() !== openedAt),
    close: () => void db.close(),
  }
}

/** Which rows and columns of which view. */
interface Wanted extends Pick<RowFilter, 'runId' | 'where'> {
  readonly view: View
  readonly columns: readonly Column[]
}

/** `wanted` are the columns whose values are bound, each under its name after `is_`. */
function selectOf(
  { from, where, order, ofRun }: View,
  columns: readonly Column[],
  ofOneRun: boolean,
  wanted: readonly Column[],
): string {
  const conditions = [
    ...(where === undefined ? [] : [where]),
    ...(ofOneRun ? [ofRun] : []),
    ...wanted.map(({ sql, name }) => `${sql} is :is_${name}`),
  ]
  const list = columns.map(({ sql, name }) => `${sql} as ${name}`).join(', ')
  const condition = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`
  return `select ${list} from ${from}${condition} order by ${order}`
}

function viewNamed(table: string): View {
  const view = views.find(({ name }) => name === table)
  if (view !== undefined) return view
  const known = views.map(({ name }) => name)
  throw new UnknownNameError('table', table, known, 'They are described in docs/record-format.md.')
}

function columnsNamed(view: View, names: readonly string[] | undefined): readonly Column[] {
  if (names === undefined) return view.columns
  return names.map((name) => {
    const column = view.columns.find((one) => one.name === name)
    if (column !== undefined) return column
    const known = view.columns.map((one) => one.name)
    throw new UnknownNameError(
      `column of ${view.name}`,
      name,
      known,
      'They are described in docs/record-format.md.',
    )
  })
}
