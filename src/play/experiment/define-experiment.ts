/** The experiment as it is declared: one schema for the file, the library and the record. */
import { halfCharacters } from '../../base/half-characters.ts'
import { z } from 'zod'
import { InvalidPolicy } from '../../record/plan.ts'
import { JsonValue } from '../../record/json-value.ts'
import { HistoryBudget, PartEdit } from '../../record/prompt-design.ts'
import { AgentRef } from './agent-ref.ts'
import { DeclaredItems, DeclaredPersonas } from './declared-bank.ts'
import { DeclaredIntervention } from './declared-intervention.ts'
import { DeclaredProbe } from './declared-probe.ts'
import { ExperimentError, problemsOf, type FieldProblem } from './problems.ts'

export type { AgentRef } from './agent-ref.ts'

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use lower-case letters, digits and hyphens, at most 80')

/** The name of a thing that an experiment declares: a part of factor paths. */
const Key = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/, 'use letters, digits, hyphens and underscores')

const Prompt = z.strictObject({
  parts: z
    .record(z.string(), z.union(PartEdit.options, 'write on, off, or { text: … }'))
    .optional(),
  order: z.array(z.string().min(1)).optional(),
})

const History = z.union(
  HistoryBudget.options,
  'write whole, none, { last: 3 }, { tokens: 2000 } or { summary: { last: 2, words: 100 } }',
)

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
      reask: InvalidPolicy.shape.reask.default(2),
      then: z.union([InvalidPolicy.shape.then, z.string()]).default('forfeit'),
      unavailable: InvalidPolicy.shape.unavailable,
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
      const { reask, unavailable } = value
      return { reask, then, ...(unavailable === undefined ? {} : { unavailable }) }
    })
    .default({ reask: 2, then: 'forfeit' }),
  /** name → people drawn from a bank: a cast says `persona: { from: <name> }`. */
  personas: z.record(Key, DeclaredPersonas).optional(),
  /** name → items drawn from a bank: parameters say `{ from: <name> }`. */
  items: z.record(Key, DeclaredItems).optional(),
  /** Which parts of what is read are shown, in what words and order. */
  prompt: Prompt.optional(),
  /** How much of the past is told. */
  history: History.optional(),
  /** name → a question beside the play. */
  probes: z.record(Key, DeclaredProbe).optional(),
  /** name → what is done to a run from outside. */
  interventions: z.record(Key, DeclaredIntervention).optional(),
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
  const unwritable = [...notFinite(input, []), ...halfCharacters(input)]
  if (unwritable.length > 0) throw new ExperimentError(unwritable)
  const parsed = Experiment.safeParse(input)
  if (!parsed.success) throw new ExperimentError(problemsOf(parsed.error, [], Experiment))
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
