/** Imports transcripts into a record: what the command and the library share. */
import { BadInputError } from '../../base/errors.ts'
import { openSqliteStore } from '../adapters.ts'
import { systemClock } from '../system-clock.ts'
import { checkedMap, parseColumnMap, type ColumnMap } from './column-map.ts'
import { parseImportFormat } from './detect-format.ts'
import { readTranscripts, type ReadTranscripts } from './read-transcripts.ts'
import { writeRuns, type Written } from './write-runs.ts'
import { existsSync } from 'node:fs'
import { parseText, readText } from '../read-document.ts'

export interface ImportOptions {
  /** The record to write to; it is made where it is missing. */
  readonly db: string
  /** One of `IMPORT_FORMATS`; found by looking at each file where none is given. */
  readonly format?: string
  /** `field=column` pairs, or the path of a YAML or JSON file that holds them. */
  readonly map?: string
}

export interface ImportReport extends Written {
  readonly db: string
  readonly files: readonly ReadTranscripts[]
}

/**
 * Reads all the files, then writes what they hold; where one of them is not right, nothing is written.
 * @throws BadInputError with file, line and mend.
 */
export async function importFiles(
  paths: readonly string[],
  { db, format, map }: ImportOptions,
): Promise<ImportReport> {
  if (paths.length === 0) throw new BadInputError('Name at least one file to be imported.')
  const wanted = format === undefined ? undefined : parseImportFormat(format)
  const columns = map === undefined ? {} : columnMapOf(map)
  const files: ReadTranscripts[] = []
  for (const path of paths) files.push(await readTranscripts(path, wanted, columns))
  const store = openSqliteStore(db, 'write')
  try {
    const written = await writeRuns(
      store,
      files.flatMap(({ runs }) => runs),
      systemClock,
    )
    return { db, files, ...written }
  } finally {
    store.close()
  }
}

/** A map from words, or from a file where the words are the name of one. */
function columnMapOf(words: string): ColumnMap {
  if (words.includes('=') && !existsSync(words)) return parseColumnMap(words)
  const text = readText(
    words,
    'Write --map field=column,field=column, or name a file that says so.',
  )
  const { value } = parseText(words, text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInputError(
      `${words}: a map says which column holds what, such as "text: utterance".`,
    )
  }
  return checkedMap(Object.entries(value), words)
}
