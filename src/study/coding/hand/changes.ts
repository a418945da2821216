/** What a coder gives, held against what the ledger has of the coder: what is new, what is a correction, what is there already. */
import type { Span, UnitCoded } from '../../../record/coding-entries.ts'
import type { UnitId } from '../../../record/coding-entries.ts'

/** A coding as a coder gives it. What is undefined is not spoken of, and stays as it is. */
export interface GivenCoding {
  readonly unit: UnitId
  readonly code: string
  readonly coder: string
  /** Null where the coder could not tell: `why` says so. */
  readonly value: string | number | null
  readonly why?: string
  readonly rationale?: string | null | undefined
  readonly confidence?: number | null | undefined
  readonly spans?: readonly Span[] | undefined
}

export interface Changes {
  /** New codings and corrections, to be added in this order. */
  readonly entries: readonly UnitCoded[]
  readonly taken: number
  readonly corrected: number
  /** Those that are there already, word for word. */
  readonly already: number
}

export function codingKey({
  unit,
  code,
  coder,
}: Pick<UnitCoded, 'unit' | 'code' | 'coder'>): string {
  return JSON.stringify([unit, code, coder])
}

/** `existing` are the last versions that the ledger has, of this codebook. Each unit, code and coder is given once. */
export function changesOf(
  codebook: string,
  given: readonly GivenCoding[],
  existing: Iterable<UnitCoded>,
): Changes {
  const wanted = new Map(given.map((one) => [codingKey(one), one]))
  const before = new Map<string, UnitCoded>()
  for (const coded of existing) {
    const key = codingKey(coded)
    if (wanted.has(key)) before.set(key, coded)
  }
  const entries: UnitCoded[] = []
  let [taken, corrected, already] = [0, 0, 0]
  for (const [key, one] of wanted) {
    const last = before.get(key)
    const entry = nextVersion(codebook, one, last)
    if (last !== undefined && isSameCoding(last, entry)) {
      already++
      continue
    }
    entries.push(entry)
    if (last === undefined) taken++
    else corrected++
  }
  return { entries, taken, corrected, already }
}

/** The coding as the ledger is to have it, after `last`. */
export function nextVersion(
  codebook: string,
  given: GivenCoding,
  last: UnitCoded | undefined,
): UnitCoded {
  const { unit, code, coder, value, why = null, rationale, confidence, spans } = given
  // Words that were marked for one value do not stand for another.
  const kept = last?.value === value ? last : undefined
  return {
    kind: 'unit-coded',
    codebook,
    code,
    unit,
    coder,
    version: (last?.version ?? 0) + 1,
    value,
    why,
    rationale: rationale === undefined ? (kept?.rationale ?? null) : rationale,
    confidence: confidence === undefined ? (kept?.confidence ?? null) : confidence,
    spans: [...(spans ?? kept?.spans ?? [])],
  }
}

/** True where two versions say the same. */
export function isSameCoding(a: UnitCoded, b: UnitCoded): boolean {
  return (
    a.value === b.value &&
    a.why === b.why &&
    a.rationale === b.rationale &&
    a.confidence === b.confidence &&
    a.spans.length === b.spans.length &&
    a.spans.every(({ start, end }, i) => b.spans[i]?.start === start && b.spans[i]?.end === end)
  )
}
