/** Rules of regular expressions. */
import type { PatternRule } from '../rule.ts'
import { foundAt, type Finding, type RuleView } from './finding.ts'

/** The expression matches in some line. A match of no characters is one, but rests on no words. */
export function patternFinding({ pattern }: PatternRule, { said }: RuleView): Finding {
  const expression = new RegExp(pattern, 'giu')
  const matches = said.flatMap((line) =>
    [...line.words.matchAll(expression)].map(({ index, 0: found }) => ({
      at: foundAt(line, index, index + found.length),
      found,
    })),
  )
  const shown = [...new Set(matches.map(({ found }) => found))].slice(0, 3)
  return {
    holds: matches.length > 0,
    words: matches.flatMap(({ at, found }) => (found === '' ? [] : [at])),
    says: matches.length === 0 ? 'no match' : shown.map((one) => `"${one}"`).join(', '),
  }
}
