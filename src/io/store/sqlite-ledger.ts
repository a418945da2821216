/** The ledger of codings in the SQLite file of its record. */
import type Database from 'better-sqlite3'
import type {
  AdjudicationDeclared,
  CodebookFixed,
  CoderNamed,
  JudgeCalled,
  LedgerEntry,
  UnitCoded,
  UnitCut,
} from '../../record/coding-entries.ts'
import type { Ledger, LedgerFilter } from './ledger.ts'
import { ledgerWriter } from './ledger-writer.ts'
import { openDatabase } from './open-database.ts'
import { sqliteTexts, type SqliteTexts } from './sqlite-texts.ts'
import { readingAt, storeError } from './store-errors.ts'
import { takeWriterLock } from './writer-lock.ts'

/**
 * Opens the ledger of a record that is there. `write` takes the writer's lock of the record; `read` changes nothing.
 * @throws StoreError that names the file and the mend.
 */
export function openSqliteLedger(path: string, opening: 'write' | 'read'): Ledger {
  try {
    // What is not there is told before a lock is left beside it.
    openDatabase(path, 'read').close()
    const unlock = opening === 'write' ? takeWriterLock(path) : () => {}
    try {
      return ledgerOver(openDatabase(path, opening), path, unlock)
    } catch (error) {
      unlock()
      throw error
    }
  } catch (error) {
    throw storeError(path, error)
  }
}

function ledgerOver(db: Database.Database, place: string, unlock: () => void): Ledger {
  const told = readingAt(place)
  const texts = sqliteTexts(db)
  const writer = ledgerWriter(db, place, texts)
  const all = <T>(sql: string, filter: LedgerFilter = {}): T[] =>
    told(() => db.prepare(sql).all(bound(filter)) as T[])
  function* each<T>(sql: string, filter: LedgerFilter, more: object = {}): Iterable<T> {
    const rows = told(
      () => db.prepare(sql).iterate({ ...bound(filter), ...more }) as IterableIterator<T>,
    )
    try {
      for (;;) {
        const next = told(() => rows.next())
        if (next.done === true) return
        yield next.value
      }
    } finally {
      rows.return?.()
    }
  }

  return {
    place,
    add: (entries: readonly LedgerEntry[]) => writer.add(entries),
    codebooks: () =>
      all<Omit<CodebookFixed, 'kind' | 'body'> & { body: string }>(CODEBOOKS).map((row) => ({
        kind: 'codebook-fixed',
        ...row,
        body: JSON.parse(row.body) as CodebookFixed['body'],
      })),
    coders: () =>
      all<Omit<CoderNamed, 'kind' | 'definition'> & { definition: string }>(CODERS).map((row) => ({
        kind: 'coder-named',
        ...row,
        definition: JSON.parse(row.definition) as CoderNamed['definition'],
      })),
    adjudications: () =>
      all<Omit<AdjudicationDeclared, 'kind' | 'coders'> & { coders: string }>(ADJUDICATIONS).map(
        (row) => ({
          kind: 'adjudication-declared',
          ...row,
          coders: JSON.parse(row.coders) as string[],
        }),
      ),
    *units() {
      for (const row of each<Omit<UnitCut, 'kind'>>(UNITS, {})) yield { kind: 'unit-cut', ...row }
    },
    *codings({ history, units, ...filter } = {}) {
      const which = `${history === true ? '1' : LATEST}${units === undefined ? '' : OF_UNITS}`
      const more = units === undefined ? {} : { units: JSON.stringify(units) }
      for (const { spans, ...row } of each<CodingRow>(CODINGS(which), filter, more))
        yield {
          kind: 'unit-coded',
          ...row,
          spans: spansOf(spans),
        }
    },
    *calls({ bare = false, ...filter } = {}) {
      for (const { units, messages, sampling, schema, usage, ...row } of each<CallRow>(
        CALLS,
        filter,
      ))
        yield {
          kind: 'judge-called',
          ...row,
          units: JSON.parse(units) as JudgeCalled['units'],
          messages: bare ? [] : messagesOf(messages, texts),
          sampling: JSON.parse(sampling) as JudgeCalled['sampling'],
          schema:
            schema === null || bare
              ? null
              : (JSON.parse(texts.get(schema)) as JudgeCalled['schema']),
          usage: JSON.parse(usage) as JudgeCalled['usage'],
        }
    },
    size: () => told(() => db.prepare(SIZE).pluck().get() as number),
    close() {
      db.close()
      unlock()
    },
  }
}

function bound({ codebook, coder }: LedgerFilter): {
  codebook: string | null
  coder: string | null
} {
  return { codebook: codebook ?? null, coder: coder ?? null }
}

type CodingRow = Omit<UnitCoded, 'kind' | 'spans'> & {
  spans: string | null
}
type CallRow = Omit<
  JudgeCalled,
  'kind' | 'units' | 'messages' | 'sampling' | 'schema' | 'usage'
> & { units: string; messages: string; sampling: string; schema: number | null; usage: string }

function messagesOf(list: string, texts: SqliteTexts): JudgeCalled['messages'] {
  return (JSON.parse(list) as { role: 'system'; text: number }[]).map(({ role, text }) => ({
    role,
    text: texts.get(text),
  }))
}

function spansOf(text: string | null): { start: number; end: number; quote: string }[] {
  if (text === null) return []
  return (JSON.parse(text) as [number, number, string][]).map(([start, end, quote]) => ({
    start,
    end,
    quote,
  }))
}

const CODEBOOKS =
  'select name, version, hash, body from codebook where :codebook is null and :coder is null order by id'
const CODERS =
  'select name, kind as coderKind, definition from coder where :codebook is null and :coder is null order by id'
const ADJUDICATIONS = `
  select adjudication.name, codebook.hash as codebook, rule, coders
  from adjudication join codebook on codebook.id = adjudication.codebook
  where :codebook is null and :coder is null order by adjudication.id`
const UNITS = `
  select unit.name as unit, unit.kind as unitKind, run.run_id as run, unit.tick, unit.seq, unit.last_seq as lastSeq, unit.participant
  from unit join run on run.id = unit.run
  where :codebook is null and :coder is null order by run.run_id, unit.seq, unit.kind`
const LATEST = `not exists (
    select 1 from coding as later
    where later.unit = coding.unit and later.code = coding.code and later.coder = coding.coder and later.version = coding.version + 1)`
const OF_UNITS = ' and unit.name in (select value from json_each(:units))'
const SIZE = `select (select count(*) from coding) + (select count(*) from coder)
  + (select count(*) from codebook) + (select count(*) from adjudication)`
const CODINGS = (which: string): string => `
  select codebook.hash as codebook, codebook_code.name as code, unit.name as unit, coder.name as coder,
    coding.version, coding.value, coding.why, coding.rationale, coding.confidence, coding.spans
  from coding
  join codebook_code on codebook_code.id = coding.code
  join codebook on codebook.id = codebook_code.codebook
  join coder on coder.id = coding.coder
  join unit on unit.id = coding.unit
  where (:codebook is null or codebook.hash = :codebook) and (:coder is null or coder.name = :coder) and ${which}
  order by unit.name, codebook.id, codebook_code.place, coder.name, coding.version`
const CALLS = `
  select coder.name as coder, codebook.hash as codebook, units, attempt, request, provider, model, messages, sampling, schema,
    completion, served_model as servedModel, fingerprint, finish_reason as finishReason, usage, cost_usd as costUsd,
    uncertain_usd as uncertainUsd, error, reading, latency_ms as latencyMs
  from judge_call join coder on coder.id = judge_call.coder join codebook on codebook.id = judge_call.codebook
  where (:codebook is null or codebook.hash = :codebook) and (:coder is null or coder.name = :coder)
  order by judge_call.id`
