/** Puts together what the writer of a running summary reads: the summary so far, what has fallen out of the window, and what to write. */
import type { Ask, TextForm } from '../../record/ask.ts'
import { answerFormat } from './answer-format.ts'
import { messagesOf, type ComposedPrompt } from './compose-prompt.ts'
import { summaryAsk, type Summary } from './conversation.ts'
import { isReply, summarySource, type ShownPart } from './shown-part.ts'

/** More than words have letters, so that only what does not end is refused. */
const CHARACTERS_PER_WORD = 12

export interface SummarySource {
  /** For which the summary is wanted. */
  readonly ask: Ask
  /** Who writes; none where it is somebody else than the participant. */
  readonly persona: readonly ShownPart[]
  readonly before: Summary | null
  /** What it is to cover besides. */
  readonly parts: readonly ShownPart[]
  readonly words: number
}

/** The side ask under which it stands in the record. */
export function askForSummary({ of, name }: Ask, words: number): Ask & { readonly form: TextForm } {
  const form = { kind: 'text', maxLength: words * CHARACTERS_PER_WORD } as const
  return { of, name: summaryAsk(name), form }
}

/** The prompt of the side call, and the entry that records its parts: each with the source that it had. */
export function composeSummary({
  ask,
  persona,
  before,
  parts,
  words,
}: SummarySource): ComposedPrompt {
  const side = askForSummary(ask, words)
  const shown = {
    kind: 'observation-shown' as const,
    to: side.of,
    ask: side.name,
    parts: [
      ...persona,
      ...(before === null ? [] : [summarySoFar(before)]),
      ...parts.map(asTold),
      part('instruction', instruction(before !== null, words)),
      part('answer-format', answerFormat(side.form, 'line')),
    ],
  }
  return { shown, messages: messagesOf(shown) }
}

function instruction(goesOn: boolean, words: number): string {
  const what = goesOn ? 'the summary so far and of what came after it' : 'what stands above'
  return `Write a summary of ${what}, in at most ${words} words. It takes the place of all of this: what it leaves out is forgotten.`
}

function summarySoFar({ text, tick }: Summary): ShownPart {
  return { ...part('summary', `Summary so far:\n${text}`), source: summarySource(tick) }
}

/** All of it in one voice: there is nobody here to talk to. */
function asTold({ name, text, source, ...rest }: ShownPart): ShownPart {
  const words = isReply({ ...rest, source }) ? `The answer was: ${text}` : text
  return { ...part(name, words), ...(source === undefined ? {} : { source }) }
}

function part(name: string, text: string): ShownPart {
  return { role: 'user', name, text }
}
