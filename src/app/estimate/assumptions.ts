/** What an estimate takes for granted, in words for people. */
import type { EstimatedCell } from '../../record/call-estimate.ts'
import type { Plan } from '../../record/plan.ts'
import {
  BYTES_PER_TOKEN,
  EXPECTED_REASONING,
  LONGEST_REASONING,
  LONGEST_REPLY,
} from './assumed-tokens.ts'
import type { ModelFacts } from './model-facts.ts'
import type { Sizer } from './size-experiment.ts'
import { MOST_TICKS } from './size-play.ts'

export function assumptionsOf(
  plans: readonly Plan[],
  cells: readonly EstimatedCell[],
  factsOf: (model: string) => ModelFacts,
  { isCut }: Pick<Sizer, 'isCut'>,
): string[] {
  if (cells.length === 0) return []
  const models = [...new Set(cells.map(({ model }) => model))]
  const reasoning = models.filter((model) => factsOf(model).reasons === true)
  const unsure = models.filter((model) => factsOf(model).reasons === null)
  const reasks = [...new Set(plans.map(({ invalid }) => invalid.reask))].sort((a, b) => a - b)
  const { low, expected, high } = BYTES_PER_TOKEN
  return [
    `A token of a prompt is taken to be ${low}, ${expected} and ${high} characters (low, expected, high).`,
    `Low and expected: no answer is asked for again. High: every answer is, as often as the plan allows (${reasks.join(' or ')} times).`,
    `High: replies are as long as maxTokens allows, ${LONGEST_REPLY.toLocaleString('en-US')} tokens where it is not set; bare answers of models known not to reason, 5.`,
    ...(reasoning.length === 0
      ? []
      : [
          `Known to reason before answering, unseen but charged: ${list(reasoning)}. ${EXPECTED_REASONING} tokens more are expected of each reply, and high is maxTokens or ${LONGEST_REASONING.toLocaleString('en-US')}. That is the least certain number here; a pilot tells it.`,
        ]),
    ...(unsure.length === 0
      ? []
      : [
          `Not known to reason or not: ${list(unsure)}. Expected takes it that they do not, high that they do.`,
        ]),
    ...(isCut
      ? [
          `Plays of more than ${MOST_TICKS} ticks were stretched to the most ticks that the scenario allows.`,
        ]
      : []),
    'Retries of failed calls are not counted, and nothing is taken off for prompts that a provider has read before.',
  ]
}

const MOST_NAMES = 5

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ')
}
