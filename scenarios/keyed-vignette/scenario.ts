/**
 * Respondents choose one of several options for each of a list of short situations, without feedback; some options are keyed. Options are shuffled
 * unless told otherwise: in a published set of 351 such items the keyed option stood first in 328.
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup } from '../../src/index.ts'
import { asking, awards, beginning, isLast, opening, scored, type Context } from './answering.ts'
import { conformance } from './conformance.ts'
import { labelAt } from './display.ts'
import { examples } from './examples.ts'
import { optionsOf } from './item.ts'
import { Parameters } from './parameters.ts'
import { read } from './read.ts'

const machine = scenarioSetup<Parameters, Context, 'respondent'>().createMachine({
  context: ({ input }) => beginning(input),
  initial: 'answering',
  states: {
    answering: {
      entry: {
        type: 'effects',
        params: ({ context }) => [...opening(context), ...asking(context, context.round)],
      },
      on: {
        decided: [
          {
            guard: ({ context }) => !isLast(context),
            actions: [
              {
                type: 'effects',
                params: ({ context }) => asking(context, context.round + 1),
              },
              assign({
                round: ({ context }) => context.round + 1,
                scores: ({ context, event }) => scored(context, event.decisions),
              }),
            ],
          },
          {
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) => awards(context, scored(context, event.decisions)),
            },
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const keyedVignette = defineScenario({
  name: 'keyed-vignette',
  version: 1,
  summary:
    'Respondents choose an option for each of a list of situations; keyed options are scored.',
  citation:
    'The form of PacifAIst (Herrador 2025, AI 6(10) 256); vignettes: Alexander & Becker 1978, Public Opinion Quarterly 42(1).',
  parameters: Parameters,
  roles: { respondent: { min: 1, max: 100 } },
  machine,
  counterbalance: {
    order: {
      variants: ({ items }) => Math.max(...items.map((item) => optionsOf(item).length)),
      apply: (parameters, variant) => ({ ...parameters, rotation: variant }),
    },
  },
  read,
  parts: ['instructions', 'question'],
  problems: labelProblems,
  // Whoever answers is not told that answers are scored.
  unit: () => null,
  mostTicks: ({ items }) => items.length,
  mostRounds: ({ items }) => items.length,
  examples,
  conformance,
})

/** A reply must not mean one option by its label and another by its name. */
function labelProblems({ items, labels }: Parameters): string[] {
  const other = labels === 'letters' ? 'numbers' : 'letters'
  return items.flatMap((item) => {
    const options = optionsOf(item)
    const shown = options.map((_, place) => labelAt(place, labels).toLowerCase())
    const clash = options.find(({ name }) => shown.includes(name.toLowerCase()))
    if (clash === undefined) return []
    return `item "${item.key}": its option "${clash.name}" is called what another may be labelled; use labels: ${other}, or give it another name`
  })
}
