/** How an entry becomes the body of a fact and back: JSON, in which the parts of an observation are kept beside. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { TickEntry } from '../../record/entry.ts'

export type ShownPart = ObservationShown['parts'][number]

/** A part as it is kept: `text` is the id of a text. */
export type StoredPart = Omit<ShownPart, 'text'> & { readonly text: number }

/** Keeps what participants are shown and gives it back. */
export interface Shown {
  /** The id of these parts in this order. There is at least one. */
  put(parts: readonly ShownPart[]): number
  get(id: number): ShownPart[]
  /** A part with its words. */
  read(stored: StoredPart): ShownPart
}

/** The stored body. Only observations differ from the entry's own canonical JSON: `parts` is the id of what was shown, unless nothing was. */
export function encodeFact(entry: TickEntry, shown: Shown): string {
  if (entry.kind !== 'observation-shown' || entry.parts.length === 0) return canonicalJson(entry)
  return canonicalJson({ ...entry, parts: shown.put(entry.parts) })
}

/** The entry that a stored body stands for, unchecked: what was changed by hand must still be readable, to be shown. */
export function decodeFact(body: string, shown: Shown): TickEntry {
  const stored = JSON.parse(body) as TickEntry
  if (stored.kind !== 'observation-shown') return stored
  const kept: unknown = stored.parts
  if (typeof kept === 'number') return { ...stored, parts: shown.get(kept) }
  if (!Array.isArray(kept)) return stored
  // Before its third version the store kept the list itself.
  return { ...stored, parts: (kept as StoredPart[]).map((part) => shown.read(part)) }
}
