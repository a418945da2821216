/** What each entry of the ledger of codings becomes in its tables, and why it is refused. */
import type Database from 'better-sqlite3'
import { canonicalJson } from '../../base/canonical-json.ts'
import type {
  AdjudicationDeclared,
  CodebookFixed,
  CoderNamed,
  JudgeCalled,
  UnitCoded,
  UnitCut,
} from '../../record/coding-entries.ts'
import type { SqliteTexts } from './sqlite-texts.ts'

/** The tables of one connection. */
export interface LedgerRows {
  readonly texts: SqliteTexts
  /** Prepared once. */
  statement(sql: string): Database.Statement
  /** @throws StoreError */
  refuse(why: string): never
  /** The row that a query finds; refused, by what it is, where there is none. */
  idOf(what: string, sql: string, ...keys: readonly (string | number)[]): number
}

function codebookId(rows: LedgerRows, hash: string): number {
  return rows.idOf('codebook', 'select id from codebook where hash = ?', hash)
}

function coderId(rows: LedgerRows, name: string): number {
  return rows.idOf('coder', 'select id from coder where name = ?', name)
}

function unitId(rows: LedgerRows, name: string): number {
  return rows.idOf('unit', 'select id from unit where name = ?', name)
}

/** Another codebook of its name and version is refused. */
export function writeCodebook(
  rows: LedgerRows,
  { name, version, hash, body }: CodebookFixed,
): void {
  const there = rows
    .statement('select hash from codebook where name = ? and version = ?')
    .get(name, version) as { hash: string } | undefined
  if (there?.hash === hash) return
  if (there !== undefined)
    rows.refuse(
      `codebook "${name}" version ${version} is in the ledger with other contents. What was coded stays as it was coded: give the changed codebook another version.`,
    )
  const text = canonicalJson(body)
  const id = Number(
    rows
      .statement('insert into codebook (name, version, hash, body) values (?, ?, ?, ?)')
      .run(name, version, hash, text).lastInsertRowid,
  )
  codeNames(body).forEach((code, i) =>
    rows
      .statement('insert into codebook_code (codebook, place, name) values (?, ?, ?)')
      .run(id, i, code),
  )
}

/** Another coder of its name is refused, upper and lower case being one. */
export function writeCoder(rows: LedgerRows, { name, coderKind, definition }: CoderNamed): void {
  const there = rows
    .statement('select name, kind, definition from coder where name = ?')
    .get(name) as { name: string; kind: string; definition: string } | undefined
  const text = canonicalJson(definition)
  if (there !== undefined) {
    if (there.name === name && there.kind === coderKind && there.definition === text) return
    rows.refuse(
      `there is another coder of the name "${there.name}" (${there.kind}). Two coders need two names: give this one another.`,
    )
  }
  if (rows.statement('select 1 from adjudication where name = ?').get(name) !== undefined)
    rows.refuse(`"${name}" is the name of an adjudication: give the coder another.`)
  rows
    .statement('insert into coder (name, kind, definition) values (?, ?, ?)')
    .run(name, coderKind, text)
}

/** A unit that is there is kept once. */
export function writeUnit(rows: LedgerRows, cut: UnitCut): void {
  const { unit, unitKind, run, tick, seq, lastSeq, participant } = cut
  const there = rows.statement(UNIT).get(unit) as
    { kind: string; run: string; seq: number } | undefined
  if (there?.kind === unitKind && there.run === run && there.seq === seq) return
  if (there !== undefined)
    rows.refuse(
      `unit ${unit} stands for ${there.kind} ${there.seq} of ${there.run}, and not for ${unitKind} ${seq} of ${run}.`,
    )
  const row = rows.statement('select id from run where run_id = ?').get(run) as
    { id: number } | undefined
  if (row === undefined) rows.refuse(`unit ${unit} is of ${run}, which is not in this record.`)
  rows
    .statement(
      'insert into unit (name, kind, run, tick, seq, last_seq, participant) values (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(unit, unitKind, row?.id, tick, seq, lastSeq, participant)
}

/** Each version follows the one before. */
export function writeCoding(rows: LedgerRows, coded: UnitCoded): void {
  const { codebook, code, unit, coder, version, value, why, rationale, confidence } = coded
  const [unitRow, coderRow] = [unitId(rows, unit), coderId(rows, coder)]
  const codeRow = rows.idOf(
    'code',
    'select id from codebook_code where codebook = ? and name = ?',
    codebookId(rows, codebook),
    code,
  )
  if (version > 1 || rows.statement(THERE).get(unitRow, codeRow, coderRow) !== undefined) {
    const { last } = rows.statement(LAST).get(unitRow, codeRow, coderRow) as { last: number }
    if (version !== last + 1)
      rows.refuse(
        `${coder} has coded ${unit} for ${code} in version ${last}: what comes next is version ${last + 1}, not ${version}.`,
      )
  }
  rows
    .statement('insert into coding values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      unitRow,
      codeRow,
      coderRow,
      version,
      value,
      why,
      rationale,
      confidence,
      spansText(coded.spans),
    )
}

/** Its texts are kept where all texts of the record are. */
export function writeCall(rows: LedgerRows, call: JudgeCalled): void {
  const messages = call.messages.map(({ role, text }) => ({ role, text: rows.texts.put(text) }))
  rows.statement(CALL).run({
    ...call,
    coder: coderId(rows, call.coder),
    codebook: codebookId(rows, call.codebook),
    units: JSON.stringify(call.units),
    messages: JSON.stringify(messages),
    sampling: canonicalJson(call.sampling),
    schema: call.schema === null ? null : rows.texts.put(canonicalJson(call.schema)),
    usage: canonicalJson(call.usage),
  })
}

/** Another adjudication of its name is refused. */
export function writeAdjudication(rows: LedgerRows, declared: AdjudicationDeclared): void {
  const { name, codebook, rule, coders } = declared
  const there = rows
    .statement(
      'select rule, coders, (select hash from codebook where id = codebook) as codebook from adjudication where name = ?',
    )
    .get(name) as { rule: string; coders: string; codebook: string } | undefined
  const list = JSON.stringify(coders)
  if (there !== undefined) {
    if (there.rule === rule && there.coders === list && there.codebook === codebook) return
    rows.refuse(`there is another adjudication of the name "${name}": give this one another.`)
  }
  if (rows.statement('select 1 from coder where name = ?').get(name) !== undefined)
    rows.refuse(`"${name}" is the name of a coder: give the adjudication another.`)
  for (const coder of coders) coderId(rows, coder)
  rows
    .statement('insert into adjudication (name, codebook, rule, coders) values (?, ?, ?, ?)')
    .run(name, codebookId(rows, codebook), rule, list)
}

/** The names of a codebook's codes, in its order. */
function codeNames({ codes }: CodebookFixed['body']): string[] {
  return (codes as readonly { readonly code: string }[]).map(({ code }) => code)
}

/** Spans as they are kept: `[start, end, quote]`, or nothing where there are none. */
function spansText(spans: UnitCoded['spans']): string | null {
  return spans.length === 0
    ? null
    : canonicalJson(spans.map(({ start, end, quote }) => [start, end, quote]))
}

const UNIT =
  'select unit.kind, run.run_id as run, unit.seq from unit join run on run.id = unit.run where unit.name = ?'
const THERE = 'select 1 from coding where unit = ? and code = ? and coder = ? limit 1'
const LAST =
  'select coalesce(max(version), 0) as last from coding where unit = ? and code = ? and coder = ?'
const CALL = `insert into judge_call
  (coder, codebook, units, attempt, request, provider, model, messages, sampling, schema, completion, served_model, fingerprint,
   finish_reason, usage, cost_usd, uncertain_usd, error, reading, latency_ms)
  values (:coder, :codebook, :units, :attempt, :request, :provider, :model, :messages, :sampling, :schema, :completion, :servedModel, :fingerprint,
   :finishReason, :usage, :costUsd, :uncertainUsd, :error, :reading, :latencyMs)`
