/** Where a fork leaves its parent. */
import type { Json } from '../base/canonical-json.ts'
import type { RunSummary } from '../io/store/store.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import type { TickEntry } from '../record/entry.ts'
import type { Seat } from '../record/seat.ts'

/** All that a difference can be read against. */
export interface ForkPlace {
  readonly parent: RunSummary
  readonly tick: number
  /** Who sits where at the tick, what stands at it, and under which parameters. */
  readonly seats: readonly Seat[]
  readonly entries: readonly TickEntry[]
  readonly parameters: Readonly<Record<string, Json>>
  readonly scenario: Scenario
  readonly catalogue: Catalogue
}
