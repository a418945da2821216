/** Everything needed to run one run. Its hash is the run's id, so that no run happens twice. */
import { z } from 'zod'
import { contentHash } from '../base/hash.ts'
import { Value } from './ask.ts'
import { RunId } from './ids.ts'
import { Intervention } from './intervention.ts'
import { JsonValue } from './json-value.ts'
import { Probe } from './probe.ts'
import { HistoryBudget, PromptDesign } from './prompt-design.ts'
import { Seat } from './seat.ts'

/** What to do when no valid answer came after `reask` further attempts. */
export const InvalidPolicy = z.strictObject({
  reask: z.int().min(0).max(20),
  then: z.union([z.literal('forfeit'), z.literal('abort'), z.strictObject({ default: Value })]),
  /** `crash`: a participant that cannot be asked for good (its model is gone) forfeits, as people see it. Otherwise the run is left, to be resumed. */
  unavailable: z.literal('crash').optional(),
})
export type InvalidPolicy = z.infer<typeof InvalidPolicy>

/** The run that a fork shares its first ticks with, and the first tick that is its own. */
export const ForkOf = z.strictObject({ parent: RunId, tick: z.int().nonnegative() })
export type ForkOf = z.infer<typeof ForkOf>

/** Where a record that was not played here comes from. */
export const Imported = z.strictObject({
  format: z.string().min(1),
  /** The file's name, without its folder. */
  file: z.string().min(1),
  /** Of its bytes: 64 hexadecimal digits. */
  sha256: z.string(),
})
export type Imported = z.infer<typeof Imported>

export const Plan = z.strictObject({
  experiment: z.string().min(1),
  scenario: z.strictObject({ name: z.string().min(1), version: z.int().positive() }),
  parameters: z.record(z.string(), JsonValue),
  seats: z.array(Seat).min(1),
  treatment: z.string(),
  /** factor path → level, as the experiment wrote it. */
  levels: z.record(z.string(), JsonValue),
  /** counterbalanced thing → the variant that this replicate was given, from 0. */
  counterbalance: z.record(z.string(), z.int().nonnegative()),
  replicate: z.int().positive(),
  seed: z.int().nonnegative(),
  invalid: InvalidPolicy,
  // What only some plans have is absent from the others: the ids of plans that were made before stay what they are.
  /** In the order in which they were declared; those that are due at the same tick are applied in it. */
  interventions: z.array(Intervention).min(1).optional(),
  probes: z.array(Probe).min(1).optional(),
  prompt: PromptDesign.optional(),
  history: HistoryBudget.optional(),
  fork: ForkOf.optional(),
  imported: Imported.optional(),
})
export type Plan = z.infer<typeof Plan>

/** Everybody who may sit in the run: its seats, and those that interventions bring. */
export function everySeatOf({ seats, interventions = [] }: Plan): readonly Seat[] {
  return [
    ...seats,
    ...interventions.flatMap(({ deed }) => (deed.do === 'replace' ? [deed.seat] : [])),
  ]
}

/** Plans are never changed, and their ids are asked for often. */
const ids = new WeakMap<Plan, RunId>()

/** The id of the run that a plan describes. */
export function runIdOf(plan: Plan): RunId {
  let id = ids.get(plan)
  if (id === undefined) ids.set(plan, (id = RunId.parse(`run_${contentHash(plan).slice(0, 16)}`)))
  return id
}
