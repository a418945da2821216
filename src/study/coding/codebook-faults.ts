/** What is wrong with a codebook although each of its fields has the right form. */
import { nearest } from '../../base/errors.ts'
import type { CodebookFile } from './codebook-file.ts'
import { simpleRulesIn, type Rule } from './rule.ts'

/** A fault and the field that it stands in. */
export interface CodebookFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

type FileCode = CodebookFile['codes'][string]

/** All faults, in the order of the file; none where it can be used. */
export function codebookFaults(file: CodebookFile): CodebookFault[] {
  return [
    ...twins(file),
    ...Object.entries(file.codes).flatMap(([name, code]) =>
      [...categoryFaults(code), ...ruleFaults(code, file), ...whereFaults(name, code, file)].map(
        ({ path, message }) => ({ path: ['codes', name, ...path], message }),
      ),
    ),
    ...circles(file),
  ]
}

/** Tables and programs for coding take upper and lower case for one. */
function twins({ codes }: CodebookFile): CodebookFault[] {
  const seen = new Map<string, string>()
  return Object.keys(codes).flatMap((name) => {
    const twin = seen.get(name.toLowerCase())
    seen.set(name.toLowerCase(), name)
    if (twin === undefined) return []
    const message = `"${twin}" and "${name}" differ in case only. Rename one of the two.`
    return [{ path: ['codes', name], message }]
  })
}

function categoryFaults({ level, categories, rules }: FileCode): CodebookFault[] {
  const names = Object.keys(categories ?? {})
  const isNamed = level === 'nominal' || level === 'ordinal'
  const path = ['categories']
  if (isNamed && names.length < 2)
    return [{ path, message: `a code of level ${level} needs two categories or more.` }]
  if (!isNamed && names.length > 0) {
    const message = `a code of level ${level} has no categories. Remove them, or make it nominal or ordinal.`
    return [{ path, message }]
  }
  return Object.keys(rules ?? {})
    .filter((category) => !names.includes(category))
    .map((category) => ({
      path: ['rules', category],
      message: unknown('category', category, names),
    }))
}

function ruleFaults(code: FileCode, file: CodebookFile): CodebookFault[] {
  const { rule, rules, level, structural } = code
  const isNamed = level === 'nominal' || level === 'ordinal'
  if (rule !== undefined && isNamed) {
    const message = `a code of level ${level} wants a rule for each category. Write "rules", category: rule.`
    return [{ path: ['rule'], message }]
  }
  if (rules !== undefined && !isNamed)
    return [{ path: ['rules'], message: `a code of level ${level} has one rule. Write "rule".` }]
  if (structural && rule === undefined && rules === undefined) {
    const message = 'a structural code is computed by a rule. Give one, or remove "structural".'
    return [{ path: ['structural'], message }]
  }
  const unit = code.unit ?? file.unit
  const named: readonly [readonly string[], Rule][] = [
    ...(rule === undefined ? [] : [[['rule'], rule] as const]),
    ...Object.entries(rules ?? {}).map(([name, one]) => [['rules', name], one] as const),
  ].map(([path, one]) => [path, one])
  return named.flatMap(([path, one]) =>
    simpleRulesIn(one).flatMap((simple): CodebookFault[] => {
      if ('decision' in simple && unit !== 'decision') {
        const message = `a rule on decisions wants units of kind decision, and these are of kind ${unit}. Write "unit: decision".`
        return [{ path, message }]
      }
      if (!('lexicon' in simple) || Object.hasOwn(file.lexicons, simple.lexicon)) return []
      return [{ path, message: unknown('lexicon', simple.lexicon, Object.keys(file.lexicons)) }]
    }),
  )
}

function whereFaults(name: string, { where, unit }: FileCode, file: CodebookFile): CodebookFault[] {
  const others = Object.keys(file.codes).filter((other) => other !== name)
  return Object.entries(where ?? {}).flatMap(([other, value]) => {
    const path = ['where', other]
    const code = others.includes(other) ? file.codes[other] : undefined
    if (code === undefined) return [{ path, message: unknown('other code', other, others) }]
    if ((code.unit ?? file.unit) !== (unit ?? file.unit)) {
      const message = `"${other}" is of units of another kind. A code can depend on codes of its own units only.`
      return [{ path, message }]
    }
    const values: readonly (string | number)[] =
      code.categories === undefined ? [0, 1] : Object.keys(code.categories)
    if (values.includes(value)) return []
    return [{ path, message: `"${other}" is never ${value}. It is one of: ${values.join(', ')}.` }]
  })
}

/** Codes that wait for one another would never be put. */
function circles({ codes }: CodebookFile): CodebookFault[] {
  const told = new Set<string>()
  return Object.keys(codes).flatMap((start) => {
    const path = circleFrom(start, codes)
    if (path === undefined || told.has([...path].sort().join())) return []
    told.add([...path].sort().join())
    const message = `these codes wait for one another: ${[...path, start].join(' → ')}. Remove one "where".`
    return [{ path: ['codes', start, 'where'], message }]
  })
}

/** The names on the way from a code back to itself. */
function circleFrom(start: string, codes: CodebookFile['codes']): string[] | undefined {
  const seen = new Set<string>()
  const visit = (name: string, path: readonly string[]): string[] | undefined => {
    for (const next of Object.keys(codes[name]?.where ?? {})) {
      // What waits for itself alone is told as no other code.
      if (next === start) return path.length === 1 ? undefined : [...path]
      if (seen.has(next)) continue
      seen.add(next)
      const circle = visit(next, [...path, next])
      if (circle !== undefined) return circle
    }
    return undefined
  }
  return visit(start, [start])
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known)
  const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
  return `there is no ${what} "${name}".${hint} Known: ${known.join(', ') || 'none'}.`
}
