/** The part of a report that tells how likely options were. */
import type { OptionProbability } from '../../../study/analysis/option-probabilities.ts'
import { told } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** Nothing where nothing was estimated. */
export function probabilitiesText(probabilities: readonly OptionProbability[]): string[] {
  if (probabilities.length === 0) return []
  return [
    '\nOption probabilities: means of the estimates beside decisions, over finished runs',
    ...fitTable(
      ['treatment', 'role', 'ask', 'option', 'source', 'given', 'runs', 'n', 'mean'],
      probabilities.map((one) => [
        one.treatment,
        one.role,
        one.ask,
        one.outcome.kind === 'option' ? one.outcome.value : `(${one.outcome.kind})`,
        one.source,
        one.given,
        one.probability.runs,
        one.n,
        told(one.probability),
      ]),
      4,
    ),
    ...wrapWords(
      'n: estimates. source: log-probabilities of the reply, or shares among further replies. given: the prompt, or the words of ' +
        'the reply before the answer. (other): what was no answer. Means within runs, then over runs, with intervals as above.',
    ),
  ]
}
