/** What an experiment can counterbalance: which label stands for which option, and the order in which options are named. */
import type { Counterbalance } from '../../src/index.ts'
import { rotate } from './display-order.ts'
import type { Parameters } from './parameters.ts'
import { stageGameOf } from './stage-game.ts'

/** Variants are rotations: over as many replicates as there are options, each label stands for each option once. */
export const rotated: Readonly<Record<'labels' | 'order', Counterbalance<Parameters>>> = {
  labels: {
    variants: mostOptions,
    apply: (parameters, variant) => {
      const { labels } = stageGameOf(parameters)
      return {
        ...parameters,
        labels: { row: rotate(labels.row, variant), column: rotate(labels.column, variant) },
      }
    },
  },
  order: {
    variants: mostOptions,
    apply: (parameters, variant) => ({ ...parameters, rotation: variant }),
  },
}

function mostOptions(parameters: Parameters): number {
  const { options } = stageGameOf(parameters)
  return Math.max(options.row.length, options.column.length)
}
