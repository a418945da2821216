/** Rules on how many words there are. */
import type { WordsRule } from '../rule.ts'
import type { Finding, RuleView } from './finding.ts'

/** Words are stretches without white space, as in the report on talk. */
export function wordsFinding(
  { words: { under, atLeast } }: WordsRule,
  { said }: RuleView,
): Finding {
  const count = said.reduce((sum, { words }) => sum + (words.match(/\S+/g)?.length ?? 0), 0)
  const holds =
    (under === undefined || count < under) && (atLeast === undefined || count >= atLeast)
  const bounds = [
    ...(atLeast === undefined ? [] : [`${atLeast} or more`]),
    ...(under === undefined ? [] : [`under ${under}`]),
  ]
  const noun = count === 1 ? 'word' : 'words'
  return { holds, words: [], says: `${count} ${noun} (wanted: ${bounds.join(' and ')})` }
}
