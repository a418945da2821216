/** Everything needed to run one run. Its hash is the run's id, so that no run happens twice. */
import { z } from 'zod'
import { contentHash } from '../base/hash.ts'
import { Value } from './ask.ts'
import { RunId, ParticipantId } from './ids.ts'
import { JsonValue } from './json-value.ts'

/** What to do when no valid answer came after `reask` further attempts. */
export const InvalidPolicy = z.strictObject({
  reask: z.int().min(0).max(20),
  then: z.union([z.literal('forfeit'), z.literal('abort'), z.strictObject({ default: Value })]),
})
export type InvalidPolicy = z.infer<typeof InvalidPolicy>

/** A participant's place in the plan: the role it plays and the agent that plays it. `agent` is the catalogue's name or a description of an inline agent. */
export const Seat = z.strictObject({
  participant: ParticipantId,
  role: z.string().min(1),
  agent: z.string().min(1),
  policy: z.string().min(1),
  /** The policy's own settings: model and sampling, strategy parameters, list of moves. */
  settings: z.record(z.string(), JsonValue),
  persona: z.string().nullable(),
})
export type Seat = z.infer<typeof Seat>

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
})
export type Plan = z.infer<typeof Plan>

/** Plans are never changed, and their ids are asked for often. */
const ids = new WeakMap<Plan, RunId>()

/** The id of the run that a plan describes. */
export function runIdOf(plan: Plan): RunId {
  let id = ids.get(plan)
  if (id === undefined) ids.set(plan, (id = RunId.parse(`run_${contentHash(plan).slice(0, 16)}`)))
  return id
}
