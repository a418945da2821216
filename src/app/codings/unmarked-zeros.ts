/** What a coder did not mark, as zeros: only where it is said that the coder looked at all of it. */
import type { Store } from '../../io/store/store.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import { codingKey, type GivenCoding } from '../../study/coding/hand/changes.ts'
import type { Unit } from '../../study/coding/unit.ts'
import type { PlacedProject } from '../../study/refi/place-codings.ts'

export interface Zeros {
  readonly people: readonly string[]
  readonly marked: ReadonlySet<string>
  readonly placed: PlacedProject
  readonly looked: ReadonlySet<string> | null
  /** Units of zeros are added. */
  readonly units: Map<string, Unit>
  readonly given: readonly GivenCoding[]
}

/** A zero for every unit that a coder looked at and did not mark; for binary codes and spans that people are asked for, and codebooks that the coder used. */
export function zerosOf(
  store: Pick<Store, 'runs' | 'ticks'>,
  codebook: Codebook,
  { people, marked, placed, looked, units, given }: Zeros,
): GivenCoding[] {
  const codes = codebook.codes.filter(
    ({ level, structural }) => !structural && (level === 'binary' || level === 'span'),
  )
  const kinds = [...new Set(codes.map(({ unit }) => unit))]
  const coders = people.filter((name) => given.some(({ coder }) => coder === name))
  if (placed.runs.length === 0 || coders.length === 0) return []
  const zeros: GivenCoding[] = []
  for (const unit of cutUnits(store, kinds, placed.runs)) {
    if (looked !== null && !looked.has(unit.id)) continue
    units.set(unit.id, unit)
    for (const { code, unit: kind } of codes)
      for (const coder of coders) {
        const zero = { unit: unit.id, code, coder, value: 0, spans: [] }
        if (kind === unit.kind && !marked.has(codingKey(zero))) zeros.push(zero)
      }
  }
  return zeros
}
