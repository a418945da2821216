/** How an experiment names whoever takes a seat. */
import { z } from 'zod'
import { JsonValue } from '../../record/json-value.ts'

/** A persona of the catalogue by name, the persona's own words, `sample/key` for one certain person of a bank, or a sample that each replicate takes a person from. */
const PersonaRef = z.union([z.string().min(1), z.strictObject({ from: z.string().min(1) })])
export type PersonaRef = z.infer<typeof PersonaRef>

/**
 * An agent of the catalogue by name, or one described in place: a policy (or an `agent` of the catalogue to begin from), its settings, perhaps a
 * persona and a name to appear under.
 */
export const AgentRef = z.union([
  z.string().min(1),
  z
    .object({
      policy: z.string().min(1).optional(),
      agent: z.string().min(1).optional(),
      name: z.string().min(1).max(80).optional(),
      persona: PersonaRef.optional(),
    })
    .catchall(JsonValue)
    .refine(
      ({ policy, agent }) => (policy === undefined) !== (agent === undefined),
      'give a policy, or an agent of the catalogue to begin from',
    ),
])
export type AgentRef = z.infer<typeof AgentRef>
