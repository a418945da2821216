/** The experiment as it is declared: one schema for the file, the library and the record. */
import { z } from 'zod'
import { InvalidPolicy } from '../../record/plan.ts'
import { JsonValue } from '../../record/json-value.ts'
import { ExperimentError, keysOf, problemsOf, type FieldProblem } from './problems.ts'

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use lower-case letters, digits and hyphens, at most 80')

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
      persona: z.string().min(1).optional(),
    })
    .catchall(JsonValue)
    .refine(
      ({ policy, agent }) => (policy === undefined) !== (agent === undefined),
      'give a policy, or an agent of the catalogue to begin from',
    ),
])
export type AgentRef = z.infer<typeof AgentRef>

export const Experiment = z.strictObject({
  experiment: Name,
  /** What it is about, in a sentence. */
  about: z.string().optional(),
  /** A scenario of the catalogue, or the path of one's own: `./my-scenario.ts`. */
  scenario: z.string().min(1),
  parameters: z.record(z.string(), JsonValue).default({}),
  /** role → agent, or a list of agents where the role takes several. */
  cast: z.record(z.string(), z.union([AgentRef, z.array(AgentRef)])),
  /** path → levels: all combinations are played. */
  factors: z.record(z.string(), z.array(JsonValue).min(1)).optional(),
  /** name → (path → value): these cells are played, instead of all combinations. */
  treatments: z.record(z.string(), z.record(z.string(), JsonValue)).optional(),
  counterbalance: z.array(z.string()).default([]),
  replicates: z.int().min(1).max(1_000_000).default(1),
  seed: z.int().nonnegative().default(1),
  invalid: z
    .strictObject({
      reask: InvalidPolicy.shape.reask,
      then: z.union([InvalidPolicy.shape.then, z.string()]),
    })
    .transform((value, context) => {
      const then = thenOf(value.then)
      if (then === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['then'],
          message: 'use forfeit, abort, or default:<value>',
        })
        return z.NEVER
      }
      return { reask: value.reask, then }
    })
    .default({ reask: 2, then: 'forfeit' }),
  budget: z
    .strictObject(
      {
        usd: z.number().nonnegative().optional(),
        calls: z.int().nonnegative().optional(),
      },
      'write { usd: 15 } or { calls: 20000 }, or both',
    )
    .optional(),
})
export type Experiment = z.infer<typeof Experiment>

/** What a user writes: the schema's input, before defaults. */
export type ExperimentInput = z.input<typeof Experiment>

function thenOf(then: string | InvalidPolicy['then']): InvalidPolicy['then'] | undefined {
  if (typeof then !== 'string' || then === 'forfeit' || then === 'abort')
    return then as InvalidPolicy['then']
  if (!then.startsWith('default:')) return undefined
  const value = then.slice('default:'.length).trim()
  const number = Number(value)
  return { default: value !== '' && Number.isFinite(number) ? number : value }
}

/**
 * Checks a declaration.
 * @throws ExperimentError with every problem and the field it stands in.
 */
export function defineExperiment(input: unknown): Experiment {
  const unwritable = notFinite(input, [])
  if (unwritable.length > 0) throw new ExperimentError(unwritable)
  const parsed = Experiment.safeParse(input)
  if (!parsed.success) throw new ExperimentError(problemsOf(parsed.error, [], keysOf(Experiment)))
  const { factors, treatments } = parsed.data
  if (factors !== undefined && treatments !== undefined) {
    throw new ExperimentError([
      { path: ['treatments'], message: 'give either factors or treatments, not both' },
    ])
  }
  return parsed.data
}

/** Numbers that no payoff, probability or amount can be. */
function notFinite(value: unknown, path: readonly (string | number)[]): FieldProblem[] {
  if (typeof value === 'number' && !Number.isFinite(value))
    return [{ path, message: `${value} is not a finite number; write one` }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    notFinite(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}
