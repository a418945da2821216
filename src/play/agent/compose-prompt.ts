/** Puts together what a model reads: its persona, what was said before, the scenario's words, and how to answer. */
import type { Ask } from '../../record/ask.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { PromptMessage, TextPart } from '../../record/prompt.ts'
import type { PromptDesign } from '../../record/prompt-design.ts'
import { answerFormat, type AnswerStyle } from './answer-format.ts'
import { edited, ordered, switchedOn } from './design-parts.ts'
import type { ShownPart } from './shown-part.ts'
import { toldAlready } from './told-already.ts'

export interface PromptSource {
  readonly ask: Ask
  /** Who the participant shall be, in words; null where it is left to the model. */
  readonly persona: string | null
  readonly personaName?: string | undefined
  /** The scenario's words, in order. */
  readonly parts: readonly TextPart[]
  /** Null where nothing is said of the form of an answer: a person is given one to fill in. */
  readonly style: AnswerStyle | null
  readonly design?: PromptDesign | undefined
  /** What stands before them in the same conversation, as it was shown there. */
  readonly ahead?: readonly ShownPart[]
}

export interface ComposedPrompt {
  readonly shown: ObservationShown
  /** One system message where there is a persona, then the others in order. */
  readonly messages: readonly PromptMessage[]
}

/** The prompt for one ask, and the entry that records its parts. */
export function composePrompt(source: PromptSource): ComposedPrompt {
  const { ask, persona, personaName, parts, style, design, ahead = [] } = source
  const format =
    style === null ? [] : [{ name: 'answer-format', text: answerFormat(ask.form, style) }]
  const told = ordered(
    joinRounds(switchedOn([...parts, ...format], design)).map((part) => edited(part, design)),
    design,
  )
  const isSystem = ({ role }: Pick<ShownPart, 'role'>): boolean => role === 'system'
  const own = told.map(shownPart)
  const shownParts =
    ahead.length === 0
      ? [...own]
      : [
          ...own.filter(isSystem),
          ...ahead,
          ...withoutTold(told, ahead)
            .map(shownPart)
            .filter((part) => !isSystem(part)),
        ]
  const shown: ObservationShown = {
    kind: 'observation-shown',
    to: ask.of,
    ask: ask.name,
    parts: [...personaParts(persona, personaName, design), ...shownParts],
  }
  return { shown, messages: messagesOf(shown) }
}

/** Who the participant is; nothing where that is left to the model, or switched off. */
export function personaParts(
  text: string | null,
  name: string | undefined,
  design?: PromptDesign,
): readonly ShownPart[] {
  if (text === null) return []
  const source = name === undefined ? {} : { source: `persona:${name}` }
  const part: ShownPart = { role: 'system', name: 'persona', text, ...source }
  return switchedOn([part], design).map((one) => edited(one, design))
}

function shownPart({ round: _, role = 'user', ...part }: TextPart): ShownPart {
  return { role, ...part }
}

/** Neighbours of one name and source are lines of one part where they tell rounds. */
function joinRounds(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last !== undefined && part.round !== undefined && isOneWith(last, part))
      joined[joined.length - 1] = {
        ...last,
        text: last.text === '' ? part.text : `${last.text}\n${part.text}`,
        round: part.round,
      }
    else joined.push(part)
  }
  return joined
}

function isOneWith(a: TextPart, b: TextPart): boolean {
  return (
    a.name === b.name &&
    a.role === b.role &&
    a.source === b.source &&
    a.turn === undefined &&
    b.turn === undefined
  )
}

/** What asks is put in every prompt, be it in the same words. */
const PUT_ALWAYS = ['question', 'probe', 'answer-format']

/** What of the parts does not stand ahead of them. Of what tells a round it was made sure before. */
function withoutTold(parts: readonly TextPart[], ahead: readonly ShownPart[]): TextPart[] {
  const told = toldAlready(ahead)
  return parts.flatMap((part) => {
    if (part.round !== undefined) return [part]
    const text = PUT_ALWAYS.includes(part.name) ? part.text : told.restOf(part)
    return text === '' ? [] : [{ ...part, text }]
  })
}

/**
 * The messages that an observation stands for: one of all system parts, then the others in order. Neighbours of one role are joined by blank lines,
 * unless one of them is a turn; empty parts are left out.
 */
export function messagesOf(shown: Pick<ObservationShown, 'parts'>): PromptMessage[] {
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
