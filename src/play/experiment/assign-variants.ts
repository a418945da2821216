/** Counterbalancing: which variant of each thing a replicate gets, seeded and balanced over replicates. */
import { Streams } from '../../base/random.ts'
import { UnknownNameError } from '../../base/errors.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { ExperimentError } from './problems.ts'

/**
 * Replicates come in blocks of as many as there are combinations of variants; each block holds every combination once, in a
 * shuffled order of its own. Adding replicates changes no earlier assignment.
 */
export function assignVariants(
  names: readonly string[],
  scenario: Scenario,
  parameters: unknown,
  seed: number,
  treatment: string,
): (replicate: number) => Record<string, number> {
  const counts = names.map((name, i) => {
    const counterbalance = scenario.counterbalance[name]
    if (counterbalance !== undefined) return counterbalance.variants(parameters)
    const known = Object.keys(scenario.counterbalance)
    const error = new UnknownNameError(
      'thing to counterbalance',
      name,
      known,
      known.length === 0
        ? `Nothing is counterbalanced in ${scenario.name}: leave it out.`
        : `These can be counterbalanced in ${scenario.name}.`,
    )
    throw new ExperimentError([{ path: ['counterbalance', i], message: error.message }])
  })
  const combinations = counts.reduce((product, count) => product * count, 1)
  const streams = new Streams(seed)
  const orders = new Map<number, number[]>()
  return (replicate) => {
    const block = Math.floor((replicate - 1) / combinations)
    let order = orders.get(block)
    if (order === undefined) {
      const all = Array.from({ length: combinations }, (_, i) => i)
      orders.set(
        block,
        (order = streams.stream(`counterbalance/${treatment}/${block}`).shuffle(all)),
      )
    }
    let rest = order[(replicate - 1) % combinations] ?? 0
    const variants: Record<string, number> = {}
    names.forEach((name, i) => {
      const count = counts[i] ?? 1
      variants[name] = rest % count
      rest = Math.floor(rest / count)
    })
    return variants
  }
}
