/** What of a record and its codings goes into a REFI-QDA project. */
import { uuidOf } from '../../base/uuid.ts'
import type { Store } from '../../io/store/store.ts'
import type { Span, UnitKind } from '../../record/coding-entries.ts'
import type { Codebook, CodebookCode } from '../coding/codebook.ts'

/** A coder, or an adjudication. */
export interface QdaCoder {
  readonly name: string
  readonly kind: 'rule' | 'judge' | 'human' | 'settled'
}

/** A coding that stands, or that an adjudication settled: a row of the view `codings`. */
export interface QdaCoding {
  readonly codebook: string
  readonly version: string
  readonly code: string
  readonly unit: string
  readonly unitKind: UnitKind
  readonly run: string
  readonly seq: number
  readonly lastSeq: number
  readonly participant: string | null
  readonly coder: string
  readonly coderKind: QdaCoder['kind']
  readonly value: string | number | null
  readonly rationale: string | null
  readonly confidence: number | null
  readonly spans: readonly Span[]
}

export interface QdaRecord {
  readonly store: Pick<Store, 'runs' | 'ticks'>
  readonly codebooks: readonly Codebook[]
  readonly coders: readonly QdaCoder[]
  /** By run id, then as units stand in the run; asked for several times. */
  codings(): Iterable<QdaCoding>
}

/** The ids of what a project names: made of what it is, so that the same thing has the same id in every export. */
export const guids = {
  user: ({ name, kind }: QdaCoder) => uuidOf('user', kind, name),
  codebook: ({ hash }: Codebook) => uuidOf('codebook', hash),
  group: ({ hash }: Codebook, group: string) => uuidOf('group', hash, group),
  code: ({ hash }: Codebook, code: string) => uuidOf('code', hash, code),
  category: ({ hash }: Codebook, code: string, category: string) =>
    uuidOf('category', hash, code, category),
  variable: (name: string) => uuidOf('variable', name),
  case: (run: string, participant: string) => uuidOf('case', run, participant),
  /** `channel` is null for decisions. */
  source: (run: string, channel: string | null) =>
    channel === null ? uuidOf('decisions', run) : uuidOf('source', run, channel),
  selection: (source: string, start: number, end: number) =>
    uuidOf('selection', source, start, end),
  coding: (place: string, coding: QdaCoding) => uuidOf('coding', place, ...keyOf(coding)),
  note: (coding: QdaCoding) => uuidOf('note', ...keyOf(coding)),
}

/** The words of a coding are part of what it is: when they change, it is another. */
function keyOf({ codebook, version, code, unit, coder, value }: QdaCoding): (string | number)[] {
  return [codebook, version, code, unit, coder, value ?? '']
}

/** True where a code applies: all that REFI-QDA can say. */
export function isPositive({ value }: Pick<QdaCoding, 'value'>): boolean {
  return value === 1 || typeof value === 'string'
}

/** The code of a coding and the id that stands for its value. */
export function codeOf(
  codebooks: readonly Codebook[],
  coding: QdaCoding,
): { code: CodebookCode; guid: string } | undefined {
  const codebook = codebooks.find(
    (one) => one.codebook === coding.codebook && one.version === coding.version,
  )
  const code = codebook?.codes.find((one) => one.code === coding.code)
  if (codebook === undefined || code === undefined) return undefined
  const { value } = coding
  const guid =
    typeof value === 'string'
      ? guids.category(codebook, code.code, value)
      : guids.code(codebook, code.code)
  return { code, guid }
}
