/** Finds out what kind of transcript a file is by looking at it. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import { isOwnTable } from './own-export.ts'
import { linesOf } from './lines-of.ts'
import { readJson } from './read-json.ts'
import type { SourceFile } from './source-file.ts'
import { delimiterIn } from './table-rows.ts'
import { isTrust } from './trust-file.ts'
import { isWarroom } from './warroom-file.ts'

/** The formats that can be imported. */
export const IMPORT_FORMATS = ['warroom', 'trust', 'names', 'csv', 'jsonl', 'coterie'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** @throws UnknownNameError at a name that is none of them. */
export function parseImportFormat(name: string): ImportFormat {
  const format = IMPORT_FORMATS.find((one) => one === name.trim().toLowerCase())
  if (format !== undefined) return format
  throw new UnknownNameError(
    'format',
    name,
    IMPORT_FORMATS,
    'They are described in docs/import.md.',
  )
}

export interface Detected {
  readonly format: ImportFormat
  /** What a JSON document holds, where the file is one. */
  readonly document?: unknown
}

/**
 * The format of a file.
 * @throws BadInputError where it is none that is known.
 */
export function detectFormat(file: SourceFile): Detected {
  const first = firstLine(file)
  if (/^\s*[[{]/.test(first)) return detectJson(file, first)
  const delimiter = delimiterIn(first)
  if (delimiter !== undefined) {
    const columns = first.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/s, '$1'))
    if (isOwnTable(columns)) return { format: 'coterie' }
    // A table has its name, or a header whose fields are words of a header: no sentence is one.
    if (/\.(?:csv|tsv)$/i.test(file.name) || columns.every((name) => /^[\w .-]{1,40}$/u.test(name)))
      return { format: 'csv' }
  }
  if (/\.(?:csv|tsv)$/i.test(file.name)) return { format: 'csv' }
  if (
    /^[^\n]{0,160}?[^\s:][^:\n]{0,119}:(?:\s|$)/u.test(first) ||
    /^\W*round\s+\S+\W*$/iu.test(first)
  )
    return { format: 'names' }
  throw new BadInputError(
    `${file.path}: this is no transcript of a format that is known: neither JSON, nor a table, nor lines "Name: words". Say what it is with --format (${IMPORT_FORMATS.join(', ')}).`,
  )
}

function detectJson(file: SourceFile, first: string): Detected {
  const place = { path: file.path, line: 1, byte: file.start }
  // A line that is an object by itself is a line of many, or the one document.
  const head = parsed(first)
  if (head !== undefined && isOwnTable(Object.keys(head))) return { format: 'coterie' }
  if (head !== undefined && hasMoreLines(file)) return { format: 'jsonl' }
  if (head === undefined && /\.(?:jsonl|ndjson)$/i.test(file.name)) return { format: 'jsonl' }
  const document = readJson(file.text(), place)
  if (isWarroom(document)) return { format: 'warroom', document }
  if (isTrust(document)) return { format: 'trust', document }
  if (Array.isArray(document)) return { format: 'jsonl' }
  if (head !== undefined) return { format: 'jsonl' }
  throw new BadInputError(
    `${file.path}: this JSON is no transcript of a format that is known: it has neither the fields of warroom (condition, environment, conversation) nor of trust ("1", character_record), and is no list of messages.`,
  )
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The first line that is not empty. @throws BadInputError where all are. */
function firstLine(file: SourceFile): string {
  for (const { text } of linesOf(file.pieces(), file.path)) if (text.trim() !== '') return text
  throw new BadInputError(`${file.path}: there is nothing in this file but empty lines.`)
}

function hasMoreLines(file: SourceFile): boolean {
  let lines = 0
  for (const { text } of linesOf(file.pieces(), file.path))
    if (text.trim() !== '' && ++lines > 1) return true
  return false
}
