/** The codings of a record, as exports to other tools for qualitative analysis want them. */
import type { Store } from '../../io/store/store.ts'
import type { Row, Tables } from '../../io/store/tables.ts'
import type { Span } from '../../record/coding-entries.ts'
import { recordedCodebooks } from '../../study/coding/recorded-codebooks.ts'
import type { QdaCoder, QdaCoding, QdaRecord } from '../../study/refi/qda-record.ts'

/** Reads them from the views, as they are wanted. */
export function recordOfCodings(
  store: Pick<Store, 'runs' | 'ticks'>,
  tables: Pick<Tables, 'rows'>,
): QdaRecord {
  return {
    store,
    codebooks: recordedCodebooks(tables),
    coders: [...tables.rows('coders')].map(({ name, kind }) => ({
      name: String(name),
      kind: kind as QdaCoder['kind'],
    })),
    *codings() {
      for (const row of tables.rows('codings')) yield codingOf(row)
    },
  }
}

function codingOf(row: Row): QdaCoding {
  const text = (name: string): string => String(row[name])
  return {
    codebook: text('codebook'),
    version: text('codebook_version'),
    code: text('code'),
    unit: text('unit'),
    unitKind: text('unit_kind') as QdaCoding['unitKind'],
    run: text('run_id'),
    seq: Number(row['seq']),
    lastSeq: Number(row['last_seq']),
    participant: row['participant'] === null ? null : text('participant'),
    coder: text('coder'),
    coderKind: text('coder_kind') as QdaCoding['coderKind'],
    value: row['value'] ?? null,
    rationale: row['rationale'] === null ? null : text('rationale'),
    confidence: row['confidence'] === null ? null : Number(row['confidence']),
    spans: row['spans'] === null ? [] : (JSON.parse(text('spans')) as Span[]),
  }
}
