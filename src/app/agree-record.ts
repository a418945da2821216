/** Reads the codings of a record: those of coders, never what was settled from them. */
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import type { Tables } from '../io/store/tables.ts'
import { isSimulated } from '../record/simulated.ts'
import type { Codebook, CodebookCode } from '../study/coding/codebook.ts'
import { recordedCodebook } from '../study/coding/recorded-codebooks.ts'
import { codingTable } from '../study/reliability/coding-table.ts'
import { openSqliteTables } from './adapters.ts'
import type { AgreeCode, AgreeTarget } from './agree-target.ts'

/**
 * The codings of one codebook in a record. Runs are its clusters, unless `cluster` is `none`.
 * @throws BadInputError where the record holds no codings, or it is not plain which codebook is meant.
 */
export function agreeRecord(
  path: string,
  options: { readonly codebook?: string; readonly cluster?: string },
): AgreeTarget {
  const tables = openSqliteTables(path)
  try {
    return agreeTables(tables, path, options)
  } finally {
    tables.close()
  }
}

/** The same of a record that is open. */
export function agreeTables(
  tables: Tables,
  path: string,
  { codebook, cluster = 'run' }: { readonly codebook?: string; readonly cluster?: string },
): AgreeTarget {
  if (cluster !== 'run' && cluster !== 'none')
    throw new UnknownNameError(
      'cluster',
      cluster,
      ['run', 'none'],
      'In a record, units belong to runs; --cluster none takes them as independent.',
    )
  const chosen = recordedCodebook(tables, codebook)
  const table = codingTable(
    (row) => `${path}, row ${row} of those of the table codings that a coder coded`,
  )
  let [row, rows] = [0, 0]
  // What was settled would be worked out first, and left out then.
  for (const one of tables.rows('codings', { columns: COLUMNS, where: { settled: 0 } })) {
    row++
    if (one['codebook'] !== chosen.codebook || one['codebook_version'] !== chosen.version) continue
    rows++
    const value = one['value'] ?? null
    table.add(
      {
        unit: String(one['unit']),
        coder: String(one['coder']),
        code: String(one['code']),
        value: value === null ? null : String(value),
        ...(cluster === 'run' ? { cluster: String(one['run_id']) } : {}),
      },
      row,
    )
  }
  if (rows === 0)
    throw new BadInputError(
      `${path}: nobody coded with codebook "${chosen.codebook}" ${chosen.version}. Bring codings in with coterie codings import, or let a judge code with coterie code.`,
    )
  return {
    kind: 'record',
    place: path,
    table,
    codes: table.codes.map((code) => codeOf(code, chosen)),
    clusteredBy: cluster === 'run' ? 'run' : null,
    rows,
    coderNotes: coderNotes(tables),
    notes: [
      `Codebook ${chosen.codebook} ${chosen.version}. Codings of coders only: what an adjudication settled is not counted.`,
      ...(cluster === 'none' ? [INDEPENDENT] : []),
    ],
  }
}

/** Coders of several kinds in one coefficient, and simulated ones, are no secret. */
function coderNotes(tables: Tables): (coders: readonly string[]) => readonly string[] {
  const all = [...tables.rows('coders')].map(({ name, kind, definition }) => ({
    name: String(name),
    kind: String(kind),
    isSimulated: isSimulated(
      (JSON.parse(String(definition)) as { readonly model?: unknown }).model,
    ),
  }))
  return (coders) => {
    const used = all.filter(({ name }) => coders.includes(name))
    const kinds = [...Map.groupBy(used, ({ kind }) => kind)].map(
      ([kind, some]) => `${kind}: ${some.map(({ name }) => name).join(', ')}`,
    )
    const simulated = used.filter((one) => one.isSimulated).map(({ name }) => name)
    return [
      ...(kinds.length > 1
        ? [`Coders of several kinds are taken together (${kinds.join('; ')}): --coders takes some.`]
        : []),
      ...(simulated.length > 0
        ? [`Simulated, and no evidence on how models or people code: ${simulated.join(', ')}.`]
        : []),
    ]
  }
}

const COLUMNS = ['codebook', 'codebook_version', 'code', 'unit', 'run_id', 'coder', 'value']

const INDEPENDENT =
  'Units are resampled as if they were independent; those of one run hardly are: without --cluster none, whole runs are resampled.'

/** How the levels of a codebook are measured: presence is one of two categories. */
function codeOf(code: string, { codes }: Codebook): AgreeCode {
  const declared = codes.find((one) => one.code === code)
  return declared === undefined ? { code } : { code, ...measured(declared) }
}

function measured({ level, categories }: CodebookCode): Omit<AgreeCode, 'code'> {
  switch (level) {
    case 'binary':
    case 'span':
      return { level: 'nominal', categories: ['0', '1'] }
    case 'nominal':
    case 'ordinal':
      // Codebooks that came from elsewhere may declare a level and no categories.
      return (categories ?? []).length === 0
        ? { level: 'nominal' }
        : { level, categories: categories.map(({ category }) => category) }
  }
}
