/** Rules that code a unit by themselves: lexicons, counts, names, patterns, properties of decisions. */
import { z } from 'zod'
import { nearest } from '../../base/errors.ts'
import { patternFault } from './rules/safe-pattern.ts'

const Terms = z.array(z.string().trim().min(1, 'a term has letters')).min(1, 'give one or more')
const Least = z.int().positive()
const Name = z.string().min(1)

/** What an amount is compared with: a number of the last fact of that name that the participant was shown, or the last decision of somebody else at that ask in the round. */
const Per = z.union([z.strictObject({ fact: Name, field: Name }), z.strictObject({ ask: Name })])

const Decision = z
  .strictObject({
    /** Any ask where absent. */
    ask: Name.optional(),
    /** The value is one of these; null is a pass. */
    is: z
      .array(z.union([z.string(), z.number(), z.null()]))
      .min(1)
      .optional(),
    /** The amount is this or more. */
    from: z.number().optional(),
    /** The amount is this or less. */
    to: z.number().optional(),
    /** The amount is more than this. */
    above: z.number().optional(),
    /** The amount is less than this. */
    below: z.number().optional(),
    /** The bounds are for the amount divided by this. */
    per: Per.optional(),
  })
  .refine(({ is, per }) => is === undefined || per === undefined, {
    message: '"per" is for bounds: give from, to, above or below instead of "is"',
  })

/** Each form of a rule by the field that makes it one. Words are compared without regard to case. */
const FORMS = {
  /**
   * At least `least` different terms of the list occur, whole words only. A term may be several words, and a `*` at its end stands for any ending.
   */
  terms: z.strictObject({ terms: Terms, least: Least.default(1) }),
  /** The same with a lexicon of the codebook. */
  lexicon: z.strictObject({ lexicon: Name, least: Least.default(1) }),
  /** It has fewer than `under` words, and at least `atLeast`: stretches without white space. */
  words: z.strictObject({
    words: z
      .strictObject({
        under: z.int().positive().optional(),
        atLeast: z.int().nonnegative().optional(),
      })
      .refine(({ under, atLeast }) => under !== undefined || atLeast !== undefined, {
        message: 'give "under", "atLeast" or both',
      }),
  }),
  /**
   * Of participants, by the names that participants see. `others`: at least `least` others of the run are named (`@all` names nobody). `absent`: somebody else who had crashed or
   * was removed by then. `everyone`: `@all`, `@everyone`, or at least three others are named that are `share` of all.
   */
  mentions: z.strictObject({
    mentions: z.enum(['others', 'absent', 'everyone']),
    least: Least.optional(),
    share: z.number().gt(0).max(1).optional(),
  }),
  /** An ECMAScript regular expression (flags `iu`) matches. */
  pattern: z.strictObject({
    pattern: z
      .string()
      .min(1)
      .superRefine((source, context) => {
        const fault = patternFault(source)
        if (fault !== null) context.addIssue({ code: 'custom', message: fault })
      }),
  }),
  /** Of units of kind decision. */
  decision: z.strictObject({ decision: Decision }),
} as const

type Forms = typeof FORMS
export type SimpleRule = { [K in keyof Forms]: z.infer<Forms[K]> }[keyof Forms]
export type TermsRule = z.infer<Forms['terms']>
export type WordsRule = z.infer<Forms['words']>
export type MentionsRule = z.infer<Forms['mentions']>
export type PatternRule = z.infer<Forms['pattern']>
export type DecisionRule = z.infer<Forms['decision']>

/** Holds, or does not, or cannot be told; and says on which words it rests. */
export type Rule =
  | SimpleRule
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }

const KEYS = [...Object.keys(FORMS), 'all', 'any', 'not']

/** Something wrong with a part of a rule. */
interface RuleProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** The schema of a rule: what is wrong with one is told for the form that it has. */
export const Rule = z.unknown().transform((value, context): Rule => {
  const problems: RuleProblem[] = []
  const rule = readRule(value, [], problems)
  for (const { path, message } of problems)
    context.issues.push({ code: 'custom', input: value, path: [...path], message })
  return rule ?? z.NEVER
})

/** The rule that a value is; adds to `problems` where it is none. */
function readRule(
  value: unknown,
  path: RuleProblem['path'],
  problems: RuleProblem[],
): Rule | undefined {
  const fault = (message: string, at = path): undefined => void problems.push({ path: at, message })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault(`a rule is a mapping with one of: ${KEYS.join(', ')}.`)
  const own = Object.keys(value).filter((key) => KEYS.includes(key))
  const [key] = own
  if (key === undefined || own.length > 1) {
    const [first = ''] = Object.keys(value)
    const guess = nearest(first, KEYS)
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
    return fault(
      key === undefined
        ? `a rule has one of: ${KEYS.join(', ')}.${hint}`
        : `a rule has one form, and this has ${own.join(' and ')}. Join them with "all" or "any".`,
    )
  }
  const inner: unknown = (value as Record<string, unknown>)[key]
  if (key === 'all' || key === 'any' || key === 'not') {
    const others = Object.keys(value).filter((one) => one !== key)
    if (others.length > 0)
      return fault(`"${key}" stands alone: there is no "${others.join('", "')}" beside it.`)
    if (key === 'not') {
      const rule = readRule(inner, [...path, 'not'], problems)
      return rule && { not: rule }
    }
    if (!Array.isArray(inner) || inner.length === 0)
      return fault('give a list of one or more rules.', [...path, key])
    const rules = inner.flatMap(
      (one: unknown, i) => readRule(one, [...path, key, i], problems) ?? [],
    )
    return key === 'all' ? { all: rules } : { any: rules }
  }
  const parsed = FORMS[key as keyof Forms].safeParse(value)
  if (parsed.success) return parsed.data as Rule
  for (const issue of parsed.error.issues) {
    const at = [...path, ...(issue.path as (string | number)[])]
    problems.push({
      path: at,
      message:
        issue.code === 'unrecognized_keys'
          ? `there is no field "${issue.keys.join('", "')}" in a rule "${key}".`
          : issue.message,
    })
  }
  return undefined
}

/** The simple rules within a rule, itself among them. */
export function simpleRulesIn(rule: Rule): SimpleRule[] {
  if ('all' in rule) return rule.all.flatMap(simpleRulesIn)
  if ('any' in rule) return rule.any.flatMap(simpleRulesIn)
  return 'not' in rule ? simpleRulesIn(rule.not) : [rule]
}
