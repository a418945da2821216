/** Reads the file of a bank by its ending. */
import { basename, extname } from 'node:path'
import { BadInputError } from '../../base/errors.ts'
import { sha256 } from '../../base/hash.ts'
import { readText } from '../read-document.ts'
import { readCsv } from './read-csv.ts'
import { readJson, readJsonLines } from './read-json-rows.ts'
import { BankFaults, type Rows } from './row.ts'

/** What the files of banks end in. */
export const BANK_ENDINGS = ['.csv', '.json', '.jsonl'] as const

/** A page of a large survey; JSON is one document, and is held to less. */
const MOST_BYTES = 50_000_000

/**
 * The rows of a bank's file. In JSON they may stand under one of the names of `lists`.
 * @throws BankFaults with file and line.
 */
export function readRows(path: string, lists: readonly string[]): Rows {
  const ending = extname(path)
  const text = readBankText(path, ending === '.json' ? undefined : MOST_BYTES)
  const place = basename(path)
  const hash = sha256(text)
  switch (ending) {
    case '.csv':
      return { rows: readCsv(place, text), shared: {}, sha256: hash }
    case '.jsonl':
      return { ...readJsonLines(place, text), sha256: hash }
    case '.json':
      return { ...readJson(place, text, lists), sha256: hash }
    default:
      throw new BankFaults([`${path}: banks are files that end in ${BANK_ENDINGS.join(', ')}.`])
  }
}

/** The text of a file of a bank. */
export function readBankText(path: string, mostBytes?: number): string {
  try {
    return readText(path, 'Its path is taken from the folder of the experiment file.', mostBytes)
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    throw new BankFaults([error.message])
  }
}
