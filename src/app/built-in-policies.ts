/** The policies that are part of the engine, beside the strategies of the catalogue. */
import { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import { amountRule, AmountRuleSettings } from '../play/agent/policies/amount-rule.ts'
import { firstOption, lastOption, uniform } from '../play/agent/policies/displayed-position.ts'
import { HUMAN, HumanSettings } from '../play/agent/policies/human-settings.ts'
import { LlmSettings } from '../play/agent/policies/llm-settings.ts'
import { llmPolicy } from '../play/agent/policies/llm.ts'
import { lookup, LookupSettings } from '../play/agent/policies/lookup.ts'
import { moves, MovesSettings } from '../play/agent/policies/moves.ts'
import type { PolicyKind } from '../play/agent/policy-kind.ts'

/** Positional baselines are there because position alone can explain what a model chooses. */
const NONE = z.strictObject({})

export function builtInPolicies(): PolicyKind[] {
  return [
    {
      name: 'llm',
      summary: 'Asks a language model: model is provider/model, sampling as given.',
      citation: '',
      settings: LlmSettings,
      // Seated by the casting, which knows the providers.
      seat: llmPolicy((name) => {
        throw new Error(`no provider was connected for "${name}"`)
      }),
    },
    {
      name: HUMAN,
      summary:
        'A person takes the seat, in a browser: consent, debrief, time_limit (seconds for each ask) and arrive_within (seconds to come) as given. See docs/people.md.',
      citation: '',
      settings: HumanSettings,
      // Seated by the casting, which knows how people are reached.
      seat: ({ participant }) => {
        throw new BadInputError(
          `a person sits at ${participant}, and nobody can be asked here. People sit in runs that coterie run plays; seat somebody else there.`,
        )
      },
    },
    {
      name: 'moves',
      summary: 'Plays a fixed list of moves, in the order of its asks.',
      citation: '',
      settings: MovesSettings,
      seat: moves,
    },
    {
      name: 'lookup',
      summary: "Answers from a table: the other player's past moves → its move.",
      citation: '',
      settings: LookupSettings,
      seat: lookup,
    },
    {
      name: 'amount-rule',
      summary: 'Answers asks for amounts by a rule: a constant, or a share of what it may give.',
      citation: '',
      settings: AmountRuleSettings,
      seat: amountRule,
    },
    {
      name: 'first-option',
      summary: 'Always takes the option that is displayed first.',
      citation: '',
      settings: NONE,
      seat: firstOption,
    },
    {
      name: 'last-option',
      summary: 'Always takes the option that is displayed last.',
      citation: '',
      settings: NONE,
      seat: lastOption,
    },
    {
      name: 'uniform',
      summary: 'Draws uniformly from all valid answers, whatever is asked.',
      citation: '',
      settings: NONE,
      seat: uniform,
    },
  ]
}
