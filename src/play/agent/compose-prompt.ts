/** Puts together what a model reads: its persona, the scenario's words, and how to answer. */
import type { Ask } from '../../record/ask.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { PromptMessage, TextPart } from '../../record/prompt.ts'
import { answerFormat, type AnswerStyle } from './answer-format.ts'

export interface PromptSource {
  readonly ask: Ask
  /** Who the participant shall be, in words; null where it is left to the model. */
  readonly persona: string | null
  /** The scenario's words, in order. */
  readonly parts: readonly TextPart[]
  readonly style: AnswerStyle
}

export interface ComposedPrompt {
  readonly shown: ObservationShown
  /** One system message where there is a persona, then one user message. */
  readonly messages: readonly PromptMessage[]
}

/** The prompt for one ask, and the entry that records its parts. */
export function composePrompt({ ask, persona, parts, style }: PromptSource): ComposedPrompt {
  const shownParts: ObservationShown['parts'] = []
  if (persona !== null) shownParts.push({ role: 'system', name: 'persona', text: persona })
  for (const { name, text } of parts) shownParts.push({ role: 'user', name, text })
  shownParts.push({ role: 'user', name: 'answer-format', text: answerFormat(ask.form, style) })
  const shown: ObservationShown = {
    kind: 'observation-shown',
    to: ask.of,
    ask: ask.name,
    parts: shownParts,
  }
  return { shown, messages: messagesOf(shown) }
}

/** The messages that an observation stands for: its system parts, then its user parts, each joined by blank lines. */
export function messagesOf(shown: ObservationShown): PromptMessage[] {
  const roles = ['system', 'user'] as const
  return roles.flatMap((role) => {
    const texts = shown.parts
      .filter((part) => part.role === role && part.text !== '')
      .map((part) => part.text)
    return texts.length === 0 ? [] : [{ role, text: texts.join('\n\n') }]
  })
}
