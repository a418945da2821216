/** How likely the options were, as far as models told: means of the estimates beside decisions. */
import type { ProbabilityEstimated } from '../../record/probability-entries.ts'
import { inOrder, type Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import type { Question } from './read-runs.ts'
import { addTo, noSum, totalOf, type RunningSum } from '../statistics/running-sum.ts'

/** An option, a pass, or all that was no answer. */
export type Likely =
  | { readonly kind: 'option'; readonly value: string }
  | { readonly kind: 'pass' }
  | { readonly kind: 'other' }

/** The mean probability of one outcome of one ask, over finished runs; see `ProbabilityEstimated` for `source` and `given`. */
export interface OptionProbability {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  readonly source: ProbabilityEstimated['source']
  readonly given: ProbabilityEstimated['given']
  readonly outcome: Likely
  /** How many estimates name the outcome. */
  readonly n: number
  readonly probability: Estimate
}

interface Group extends Omit<OptionProbability, 'n' | 'probability'> {
  n: number
  readonly means: number[]
}

/** The mean is computed within each run and then averaged over runs, like shares. */
export function optionProbabilitiesQuestion(
  design: Design,
): Question<readonly OptionProbability[]> {
  const groups = new Map<string, Group>()
  return {
    kinds: ['probability-estimated'],
    add({ treatment, status, roles, times }) {
      if (status !== 'finished') return
      const sums = new Map<Group, { readonly sum: RunningSum; n: number }>()
      for (const [list, n] of times) {
        for (const entry of list) {
          if (entry.kind !== 'probability-estimated') continue
          const { of, ask, source, given } = entry
          for (const [outcome, probability] of outcomesOf(entry)) {
            const about = { treatment, role: roles.get(of) ?? '', ask, source, given, outcome }
            const key = JSON.stringify(about)
            const group = groups.get(key) ?? { ...about, n: 0, means: [] }
            groups.set(key, group)
            const known = sums.get(group) ?? { sum: noSum(), n: 0 }
            sums.set(group, known)
            addTo(known.sum, n * probability)
            known.n += n
          }
        }
      }
      for (const [group, { sum, n }] of sums) {
        group.n += n
        group.means.push(totalOf(sum) / n)
      }
    },
    answer: () =>
      inOrder(design, [...groups.values()].sort(byOutcome)).map(({ means, ...group }) => ({
        ...group,
        probability: estimateOf(means, A_RATE),
      })),
  }
}

function outcomesOf(entry: ProbabilityEstimated): [Likely, number][] {
  const { probabilities, pass, other } = entry
  return [
    ...Object.entries(probabilities).map(([value, probability]): [Likely, number] => [
      { kind: 'option', value },
      probability,
    ]),
    ...(pass === undefined ? [] : [[{ kind: 'pass' }, pass] satisfies [Likely, number]]),
    [{ kind: 'other' }, other],
  ]
}

const KINDS: readonly Likely['kind'][] = ['option', 'pass', 'other']

/** By source, then options in the order in which they were first told, a pass, and what was no answer. */
function byOutcome(a: Group, b: Group): number {
  const place = ({ source, given, outcome }: Group): number =>
    (source === 'logprobs' ? 0 : 6) + (given === 'prompt' ? 0 : 3) + KINDS.indexOf(outcome.kind)
  return place(a) - place(b)
}
