/** Works out a rule on a unit. */
import { assertNever } from '../../../base/assert-never.ts'
import type { Rule } from '../rule.ts'
import { decisionFinding } from './decision.ts'
import type { Finding, RuleView } from './finding.ts'
import { mentionsFinding } from './mentions.ts'
import { patternFinding } from './pattern.ts'
import { termsFinding } from './terms.ts'
import { wordsFinding } from './words.ts'

/**
 * What a rule finds. `all` and `any` with a part that cannot be told are settled by the others where these settle it (three-valued logic after Kleene 1952): false
 * with anything is false under `all`, true with anything true under `any`.
 */
export function evaluate(rule: Rule, view: RuleView): Finding {
  if ('all' in rule) return joined(rule.all, view, false)
  if ('any' in rule) return joined(rule.any, view, true)
  if ('not' in rule) {
    const { holds, says } = evaluate(rule.not, view)
    return { holds: holds === null ? null : !holds, words: [], says: `not: ${says}` }
  }
  if ('terms' in rule) return termsFinding(rule.terms, rule.least, view)
  if ('lexicon' in rule) return termsFinding(view.lexicons[rule.lexicon] ?? [], rule.least, view)
  if ('words' in rule) return wordsFinding(rule, view)
  if ('mentions' in rule) return mentionsFinding(rule, view)
  if ('pattern' in rule) return patternFinding(rule, view)
  if ('decision' in rule) return decisionFinding(rule, view)
  return assertNever(rule)
}

/** `settles` is what one part decides for all. The words are those of the parts that hold. */
function joined(rules: readonly Rule[], view: RuleView, settles: boolean): Finding {
  const findings = rules.map((rule) => evaluate(rule, view))
  const settling = findings.filter(({ holds }) => holds === settles)
  const open = findings.filter(({ holds }) => holds === null)
  const telling = settling.length > 0 ? settling : open.length > 0 ? open : findings
  const holds = settling.length > 0 ? settles : open.length > 0 ? null : !settles
  return {
    holds,
    words: holds === true ? telling.flatMap(({ words }) => words) : [],
    says: telling.map(({ says }) => says).join('; '),
  }
}
