/** Reads a belief that was given as one JSON object in words: strictly, so that a failure stays a failure. */
import { z } from 'zod'
import { EFFECTS, failed, type Elicited, type Group } from './game.ts'

const Ordered = z.strictObject({
  order: z.array(z.string()),
  effect: z.enum(EFFECTS),
  why: z.string().optional(),
})

const Measured = z.strictObject({
  groups: z.array(z.strictObject({ group: z.string(), mean: z.number(), sd: z.number() })),
  why: z.string().optional(),
})

interface Question {
  readonly strategy: 'no-context' | 'context' | 'dollars'
  readonly values: readonly Group[]
  readonly endowment: number
}

/**
 * The belief, or why it is none. The words must be one JSON object, in a code fence or not, with nothing around it; groups are named by their phrases, each
 * once; means lie between 0 and the endowment, and no standard deviation is larger than it.
 */
export function parseBelief(words: string, question: Question): Elicited {
  let document: unknown
  try {
    document = JSON.parse(unfenced(words))
  } catch {
    return failed('not JSON')
  }
  return question.strategy === 'dollars'
    ? parseGroups(document, question)
    : parseOrder(document, question)
}

function unfenced(words: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(words)?.[1] ?? words
}

function parseOrder(document: unknown, { values }: Question): Elicited {
  const parsed = Ordered.safeParse(document)
  if (!parsed.success) return failed(issueOf(parsed.error))
  const order = valuesOf(parsed.data.order, values)
  if (typeof order === 'string') return failed(order)
  return { order, effect: parsed.data.effect, groups: null, failure: null }
}

function parseGroups(document: unknown, { values, endowment }: Question): Elicited {
  const parsed = Measured.safeParse(document)
  if (!parsed.success) return failed(issueOf(parsed.error))
  const { groups } = parsed.data
  const named = valuesOf(
    groups.map(({ group }) => group),
    values,
  )
  if (typeof named === 'string') return failed(named)
  const odd = groups.find(
    ({ mean, sd }) => mean < 0 || mean > endowment || sd < 0 || sd > endowment,
  )
  if (odd !== undefined) return failed(`out of range: "${odd.group}" ${odd.mean}, ${odd.sd}`)
  const measured = groups.map(({ mean, sd }, i) => ({ value: named[i] as string, mean, sd }))
  return { order: null, effect: null, groups: measured, failure: null }
}

/** The values of all groups in the order in which their phrases were named, or what is wrong with the list. */
function valuesOf(named: readonly string[], values: readonly Group[]): string[] | string {
  const found: string[] = []
  for (const one of named) {
    const value = values.find(({ said }) => said === one)?.value
    if (value === undefined) return `no such group: "${one.slice(0, 80)}"`
    if (found.includes(value)) return `named twice: "${one}"`
    found.push(value)
  }
  const missing = values.find(({ value }) => !found.includes(value))
  return missing === undefined ? found : `not named: "${missing.said}"`
}

function issueOf(error: z.ZodError): string {
  const [issue] = error.issues
  return `not the fields asked for: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
}
