/** Reads a plain table of codings: columns unit, coder, code, value, and a column of clusters where one is named. */
import { BadInputError } from '../base/errors.ts'
import { codingTable } from '../study/reliability/coding-table.ts'
import type { AgreeTarget } from './agree-target.ts'
import { csvRecords } from './import/table-rows.ts'
import { sourceFile, type SourceFile } from './import/source-file.ts'

const COLUMNS = ['unit', 'coder', 'code', 'value'] as const

/** Columns that probably name what units belong to. */
const CLUSTER_LIKE = ['run', 'run_id', 'session', 'cluster', 'group']

/**
 * The codings of a CSV file, read row by row. An empty value is missing.
 * @throws BadInputError with line and column of what is wrong.
 */
export async function agreeCsv(path: string, cluster: string | undefined): Promise<AgreeTarget> {
  const table = codingTable(
    (line, field) => `${path}:${line}${field === undefined ? '' : `, column ${field}`}`,
  )
  let places: Places | undefined
  let rows = 0
  for await (const { cells, line } of csvRecords(inSmallPieces(sourceFile(path)))) {
    if (places === undefined) {
      places = placesIn(cells, `${path}:${line}`, cluster)
      continue
    }
    rows++
    const text = (column: Needed): string => {
      const cell = cells[places?.[column] ?? -1]
      if (cell === null || cell === undefined || cell.trim() === '')
        throw new BadInputError(
          `${path}:${line}, column ${column === 'cluster' ? cluster : column}: this is empty. Only a value may be missing.`,
        )
      return cell
    }
    const value = cells[places.value] ?? ''
    table.add(
      {
        unit: text('unit'),
        coder: text('coder'),
        code: text('code'),
        value: value.trim() === '' ? null : value,
        ...(places.cluster === undefined ? {} : { cluster: text('cluster') }),
      },
      line,
    )
  }
  if (places === undefined || rows === 0)
    throw new BadInputError(
      `${path}: there are no codings in it${places === undefined ? '' : ', only names of columns'}. Write a row for each unit, coder and code.`,
    )
  return {
    kind: 'table',
    place: path,
    table,
    codes: table.codes.map((code) => ({ code })),
    clusteredBy: cluster ?? null,
    rows,
    notes: notesOn(places, cluster),
  }
}

const PIECE = 16_384

/** The parser makes all records of a piece before the first is taken: small pieces keep few of them in memory. */
export function inSmallPieces(file: SourceFile): SourceFile {
  return {
    ...file,
    *pieces() {
      for (const piece of file.pieces())
        for (let at = 0; at < piece.length; at += PIECE) yield piece.slice(at, at + PIECE)
    },
  }
}

type Needed = 'unit' | 'coder' | 'code' | 'cluster'

interface Places {
  readonly unit: number
  readonly coder: number
  readonly code: number
  readonly value: number
  readonly cluster: number | undefined
  /** A column that is not used and looks like one of clusters. */
  readonly unused: string | undefined
}

function placesIn(
  cells: readonly (string | null)[],
  place: string,
  cluster: string | undefined,
): Places {
  const names = cells.map((cell) => (cell ?? '').trim())
  const lower = names.map((name) => name.toLowerCase())
  const at = (name: string): number => {
    const exact = names.indexOf(name)
    return exact >= 0 ? exact : lower.indexOf(name.toLowerCase())
  }
  const missing = [...COLUMNS, ...(cluster === undefined ? [] : [cluster])].filter(
    (name) => at(name) < 0,
  )
  if (missing.length > 0)
    throw new BadInputError(
      `${place}: there is no column ${missing.map((name) => `"${name}"`).join(', ')}; there are: ${names.join(', ')}. Name the columns unit, coder, code and value in the first line${cluster === undefined ? '' : ', and those of --cluster'}.`,
    )
  const twice = lower.find((name, i) => name !== '' && lower.indexOf(name) !== i)
  if (twice !== undefined)
    throw new BadInputError(`${place}: two columns are called "${twice}". Rename one of them.`)
  return {
    unit: at('unit'),
    coder: at('coder'),
    code: at('code'),
    value: at('value'),
    cluster: cluster === undefined ? undefined : at(cluster),
    unused: CLUSTER_LIKE.find((name) => at(name) >= 0),
  }
}

function notesOn({ unused }: Places, cluster: string | undefined): string[] {
  if (cluster !== undefined || unused === undefined) return []
  return [
    `Units are resampled as if they were independent. Those of one ${unused} hardly are: --cluster ${unused} resamples whole ${unused}s.`,
  ]
}
