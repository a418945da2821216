/** The coder that codes by a codebook's rules. */
import type { CodingValue, Span } from '../../../record/coding-entries.ts'
import type { Codebook, CodebookCode } from '../codebook.ts'
import { codePoints } from '../code-points.ts'
import type { RunWorld } from '../run-world.ts'
import { textParts, calledBy } from '../unit-text.ts'
import type { Unit } from '../unit.ts'
import { evaluate } from './evaluate.ts'
import { saidLines, type Finding, type FoundWords, type RuleView } from './finding.ts'

/** One code put to one unit. */
export interface RuleCoding {
  readonly code: string
  /** Null where the rule cannot tell: missing, and `why` says why. */
  readonly value: CodingValue
  readonly why: string | null
  readonly spans: readonly Span[]
  readonly rationale: string
}

/**
 * Codes each unit by every code of its kind that has a rule, in the order of the codebook; the same unit is always coded alike. A code with `where` is put only to
 * units where the codes that it names have these values by their rules: elsewhere there is no coding at all.
 */
export function ruleCoder(codebook: Codebook): (unit: Unit, world: RunWorld) => RuleCoding[] {
  const ordered = inOrderOfNeed(codebook.codes.filter(hasRule))
  const place = new Map(codebook.codes.map(({ code }, i) => [code, i]))
  return (unit, world) => {
    const view = { unit, world, said: saidLines(unit), lexicons: codebook.lexicons }
    const coded = new Map<string, RuleCoding>()
    for (const code of ordered) {
      if (code.unit !== unit.kind || !isPut(code, coded)) continue
      coded.set(code.code, codingOf(code, view))
    }
    return [...coded.values()].sort((a, b) => (place.get(a.code) ?? 0) - (place.get(b.code) ?? 0))
  }
}

/** True where a rule coder codes it. */
function hasRule({ rule, rules }: CodebookCode): boolean {
  return rule !== null || rules !== null
}

/** Codes after those that they depend on. */
function inOrderOfNeed(codes: readonly CodebookCode[]): CodebookCode[] {
  const byName = new Map(codes.map((one) => [one.code, one]))
  const ordered = new Set<CodebookCode>()
  const add = (code: CodebookCode): void => {
    if (ordered.has(code)) return
    for (const need of Object.keys(code.where ?? {})) {
      const other = byName.get(need)
      if (other !== undefined) add(other)
    }
    ordered.add(code)
  }
  codes.forEach(add)
  return [...ordered]
}

function isPut({ where }: CodebookCode, coded: ReadonlyMap<string, RuleCoding>): boolean {
  return Object.entries(where ?? {}).every(([code, value]) => coded.get(code)?.value === value)
}

function codingOf({ code, rule, rules }: CodebookCode, view: RuleView): RuleCoding {
  if (rule !== null) {
    const finding = evaluate(rule, view)
    const value = finding.holds === null ? null : finding.holds ? 1 : 0
    return coding(code, value, finding, view)
  }
  for (const { category, rule: own } of rules ?? []) {
    const finding = evaluate(own, view)
    // A category that cannot be told might have been the one.
    if (finding.holds !== false)
      return coding(code, finding.holds === null ? null : category, finding, view)
  }
  const none = { holds: null, words: [], says: 'no category has a rule that holds' }
  return coding(code, null, none, view)
}

function coding(code: string, value: CodingValue, finding: Finding, view: RuleView): RuleCoding {
  const { words, says } = finding
  return {
    code,
    value,
    why: value === null ? says : null,
    spans: spansOf(words, view),
    rationale: says,
  }
}

/** Found words as spans of the unit's text, in order and each once; what a form put between lines is left out. */
function spansOf(found: readonly FoundWords[], view: RuleView): Span[] {
  if (found.length === 0) return []
  const spans = new Map<string, Span>()
  for (const { line, from, text, at } of wordsIn(view)) {
    for (const one of found) {
      const [start, end] = [Math.max(one.start - from, 0), Math.min(one.end - from, text.length)]
      if (one.line !== line || start >= end) continue
      const quote = text.slice(start, end)
      const first = at + codePoints(text.slice(0, start))
      spans.set(`${first}-${quote.length}`, { start: first, end: first + codePoints(quote), quote })
    }
  }
  return [...spans.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Words in a unit's text: where they stand in their line (UTF-16 code units) and in the text (code points). */
interface PlacedWords {
  readonly line: number
  readonly from: number
  readonly at: number
  readonly text: string
}

/** Every code of a unit asks where its words stand. */
const placed = new WeakMap<RuleView, readonly PlacedWords[]>()

function wordsIn(view: RuleView): readonly PlacedWords[] {
  let words = placed.get(view)
  if (words === undefined) placed.set(view, (words = placedWords(view)))
  return words
}

function placedWords({ unit, world }: RuleView): PlacedWords[] {
  const words: PlacedWords[] = []
  const said = unit.lines.map(() => 0)
  let at = 0
  for (const { kind, line, text } of textParts(unit.lines, calledBy(world.names))) {
    if (kind === 'words') {
      const from = said[line] ?? 0
      said[line] = from + text.length
      words.push({ line, from, at, text })
    }
    at += codePoints(text)
  }
  return words
}
