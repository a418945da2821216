/** How an entry becomes the body of a fact and back: JSON, in which the words of observations are references to texts. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { TickEntry } from '../../record/entry.ts'

/** Keeps texts and gives them back. */
export interface Texts {
  put(text: string): number
  get(id: number): string
}

type StoredPart = Omit<ObservationShown['parts'][number], 'text'> & { text: number }

/** The stored body. Only observations differ from the entry's own canonical JSON: each part's `text` is the id of a text. */
export function encodeFact(entry: TickEntry, texts: Texts): string {
  if (entry.kind !== 'observation-shown') return canonicalJson(entry)
  const parts: StoredPart[] = entry.parts.map((part) => ({ ...part, text: texts.put(part.text) }))
  return canonicalJson({ ...entry, parts })
}

/** The entry that a stored body stands for, unchecked: what was changed by hand must still be readable, to be shown. */
export function decodeFact(body: string, texts: Texts): TickEntry {
  const stored = JSON.parse(body) as TickEntry
  if (stored.kind !== 'observation-shown') return stored
  const parts = (stored.parts as unknown as StoredPart[]).map((part) => ({
    ...part,
    text: texts.get(part.text),
  }))
  return { ...stored, parts }
}
