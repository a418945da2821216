/** Adds entries to the ledger of codings, and refuses those that contradict it. */
import type Database from 'better-sqlite3'
import { canonicalJson } from '../../base/canonical-json.ts'
import type {
  AdjudicationDeclared,
  CodebookFixed,
  CoderNamed,
  JudgeCalled,
  LedgerEntry,
  UnitCoded,
  UnitCut,
} from '../../record/coding-entries.ts'
import type { SqliteTexts } from './sqlite-texts.ts'
import { storeError, StoreError } from './store-errors.ts'

/** Writes over a connection; `add` keeps all of its entries or none. */
export function ledgerWriter(
  db: Database.Database,
  place: string,
  texts: SqliteTexts,
): { add(entries: readonly LedgerEntry[]): void } {
  const made = new Map<string, Database.Statement>()
  const statement = (sql: string): Database.Statement => {
    let one = made.get(sql)
    if (one === undefined) made.set(sql, (one = db.prepare(sql)))
    return one
  }
  const refuse = (why: string): never => {
    throw new StoreError(`${place}: ${why}`)
  }
  // Rows that were found once are not looked for again; after a rollback nothing that was found is to be trusted.
  let ids = new Map<string, number>()
  const idOf = (what: string, sql: string, ...keys: readonly (string | number)[]): number => {
    const key = JSON.stringify([what, ...keys])
    const known = ids.get(key)
    if (known !== undefined) return known
    const row = statement(sql).get(...keys) as { id: number } | undefined
    const id = row?.id ?? refuse(`${what} ${keys.join(' ')} is not in the ledger of codings.`)
    ids.set(key, id)
    return id
  }
  const codebookId = (hash: string): number =>
    idOf('codebook', 'select id from codebook where hash = ?', hash)
  const coderId = (name: string): number =>
    idOf('coder', 'select id from coder where name = ?', name)
  const unitId = (name: string): number => idOf('unit', 'select id from unit where name = ?', name)

  const writeCodebook = ({ name, version, hash, body }: CodebookFixed): void => {
    const there = statement('select hash from codebook where name = ? and version = ?').get(
      name,
      version,
    ) as { hash: string } | undefined
    if (there?.hash === hash) return
    if (there !== undefined)
      refuse(
        `codebook "${name}" version ${version} is in the ledger with other contents. What was coded stays as it was coded: give the changed codebook another version.`,
      )
    const text = canonicalJson(body)
    const id = Number(
      statement('insert into codebook (name, version, hash, body) values (?, ?, ?, ?)').run(
        name,
        version,
        hash,
        text,
      ).lastInsertRowid,
    )
    codeNames(body).forEach((code, i) =>
      statement('insert into codebook_code (codebook, place, name) values (?, ?, ?)').run(
        id,
        i,
        code,
      ),
    )
  }
  const writeCoder = ({ name, coderKind, definition }: CoderNamed): void => {
    const there = statement('select name, kind, definition from coder where name = ?').get(name) as
      { name: string; kind: string; definition: string } | undefined
    const text = canonicalJson(definition)
    if (there !== undefined) {
      if (there.name === name && there.kind === coderKind && there.definition === text) return
      refuse(
        `there is another coder of the name "${there.name}" (${there.kind}). Two coders need two names: give this one another.`,
      )
    }
    if (statement('select 1 from adjudication where name = ?').get(name) !== undefined)
      refuse(`"${name}" is the name of an adjudication: give the coder another.`)
    statement('insert into coder (name, kind, definition) values (?, ?, ?)').run(
      name,
      coderKind,
      text,
    )
  }
  const writeUnit = (cut: UnitCut): void => {
    const { unit, unitKind, run, tick, seq, lastSeq, participant } = cut
    if (statement('select 1 from unit where name = ?').get(unit) !== undefined) return
    const row = statement('select id from run where run_id = ?').get(run) as
      { id: number } | undefined
    if (row === undefined) refuse(`unit ${unit} is of ${run}, which is not in this record.`)
    statement(
      'insert into unit (name, kind, run, tick, seq, last_seq, participant) values (?, ?, ?, ?, ?, ?, ?)',
    ).run(unit, unitKind, row?.id, tick, seq, lastSeq, participant)
  }
  const writeCoding = (coded: UnitCoded): void => {
    const { codebook, code, unit, coder, version, value, why, rationale, confidence } = coded
    const [unitRow, coderRow] = [unitId(unit), coderId(coder)]
    const codeRow = idOf(
      'code',
      'select id from codebook_code where codebook = ? and name = ?',
      codebookId(codebook),
      code,
    )
    if (version > 1 || statement(THERE).get(unitRow, codeRow, coderRow) !== undefined) {
      const { last } = statement(LAST).get(unitRow, codeRow, coderRow) as { last: number }
      if (version !== last + 1)
        refuse(
          `${coder} has coded ${unit} for ${code} in version ${last}: what comes next is version ${last + 1}, not ${version}.`,
        )
    }
    statement('insert into coding values (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
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
  const writeCall = (call: JudgeCalled): void => {
    const messages = call.messages.map(({ role, text }) => ({ role, text: texts.put(text) }))
    statement(CALL).run({
      ...call,
      coder: coderId(call.coder),
      codebook: codebookId(call.codebook),
      units: JSON.stringify(call.units),
      messages: JSON.stringify(messages),
      sampling: canonicalJson(call.sampling),
      schema: call.schema === null ? null : texts.put(canonicalJson(call.schema)),
      usage: canonicalJson(call.usage),
    })
  }
  const writeAdjudication = (declared: AdjudicationDeclared): void => {
    const { name, codebook, rule, coders } = declared
    const there = statement(
      'select rule, coders, (select hash from codebook where id = codebook) as codebook from adjudication where name = ?',
    ).get(name) as { rule: string; coders: string; codebook: string } | undefined
    const list = JSON.stringify(coders)
    if (there !== undefined) {
      if (there.rule === rule && there.coders === list && there.codebook === codebook) return
      refuse(`there is another adjudication of the name "${name}": give this one another.`)
    }
    if (statement('select 1 from coder where name = ?').get(name) !== undefined)
      refuse(`"${name}" is the name of a coder: give the adjudication another.`)
    for (const coder of coders) coderId(coder)
    statement('insert into adjudication (name, codebook, rule, coders) values (?, ?, ?, ?)').run(
      name,
      codebookId(codebook),
      rule,
      list,
    )
  }
  const write = (entry: LedgerEntry): void => {
    switch (entry.kind) {
      case 'codebook-fixed':
        return writeCodebook(entry)
      case 'coder-named':
        return writeCoder(entry)
      case 'unit-cut':
        return writeUnit(entry)
      case 'unit-coded':
        return writeCoding(entry)
      case 'judge-called':
        return writeCall(entry)
      case 'adjudication-declared':
        return writeAdjudication(entry)
    }
  }
  return {
    add(entries) {
      try {
        db.transaction(() => entries.forEach(write)).immediate()
      } catch (error) {
        ids = new Map()
        texts.forget()
        throw storeError(place, error)
      }
    },
  }
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

const THERE = 'select 1 from coding where unit = ? and code = ? and coder = ? limit 1'
const LAST =
  'select coalesce(max(version), 0) as last from coding where unit = ? and code = ? and coder = ?'
const CALL = `insert into judge_call
  (coder, codebook, units, attempt, request, provider, model, messages, sampling, schema, completion, served_model, fingerprint,
   finish_reason, usage, cost_usd, uncertain_usd, error, reading, latency_ms)
  values (:coder, :codebook, :units, :attempt, :request, :provider, :model, :messages, :sampling, :schema, :completion, :servedModel, :fingerprint,
   :finishReason, :usage, :costUsd, :uncertainUsd, :error, :reading, :latencyMs)`
