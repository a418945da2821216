/** Finds units of a record by their ids. */
import type { Store } from '../../io/store/store.ts'
import type { UnitKind } from '../../record/coding-entries.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import type { Unit } from '../../study/coding/unit.ts'

/** Those that there are; the others are missing in the map. */
export function findUnits(
  store: Pick<Store, 'runs' | 'ticks'>,
  kinds: readonly UnitKind[],
  ids: ReadonlySet<string>,
): Map<string, Unit> {
  const found = new Map<string, Unit>()
  for (const unit of cutUnits(store, kinds)) {
    if (ids.has(unit.id)) found.set(unit.id, unit)
    if (found.size === ids.size) break
  }
  return found
}
