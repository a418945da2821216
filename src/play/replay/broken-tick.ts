/** Finds the first tick of a record that nobody can have written: for records on which play itself stumbles. */
import type { Store } from '../../io/store/store.ts'
import { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import type { Divergence } from './divergence.ts'

/** The first tick whose entries are not those that its digest was made from, and the entry that is not of its kind's form; undefined where all are whole. */
export function brokenTick(store: Store, runId: RunId): Divergence | undefined {
  for (const { tick, round, content, digest } of store.ticks(runId)) {
    if (content.digest === digest) continue
    const found = { runId, tick, round, recorded: null, again: null }
    for (const [place, entry] of content.entries.entries()) {
      const parsed = TickEntry.safeParse(entry)
      if (parsed.success) continue
      const complaints = parsed.error.issues.map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      )
      const what = `tick ${tick}: entry ${place} was changed into what is no entry: ${complaints.join('; ')}`
      return { ...found, place, what, recorded: entry, differences: [] }
    }
    return {
      ...found,
      place: null,
      what: `tick ${tick}: its entries are not those that its digest was made from`,
      differences: [
        { path: 'digest', recorded: JSON.stringify(digest), again: JSON.stringify(content.digest) },
      ],
    }
  }
  return undefined
}
