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
  for (const { round: _, role = 'user', ...part } of parts) shownParts.push({ role, ...part })
  shownParts.push({ role: 'user', name: 'answer-format', text: answerFormat(ask.form, style) })
  const shown: ObservationShown = {
    kind: 'observation-shown',
    to: ask.of,
    ask: ask.name,
    parts: shownParts,
  }
  return { shown, messages: messagesOf(shown) }
}

/**
 * The messages that an observation stands for: one of all system parts, then the others in order. Neighbours of one role are joined by blank lines,
 * unless one of them is a turn; empty parts are left out.
 */
export function messagesOf(shown: ObservationShown): PromptMessage[] {
  const said = shown.parts.filter(({ text }) => text !== '')
  const system = said.filter(({ role }) => role === 'system').map(({ text }) => text)
  const messages: PromptMessage[] =
    system.length === 0 ? [] : [{ role: 'system', text: system.join('\n\n') }]
  let isOpen = false
  for (const { role, text, turn = false } of said) {
    if (role === 'system') continue
    const last = messages.at(-1)
    if (isOpen && !turn && last?.role === role) last.text += `\n\n${text}`
    else messages.push({ role, text })
    isOpen = !turn
  }
  return messages
}
