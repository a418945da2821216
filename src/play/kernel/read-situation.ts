/** The words of an ask: the scenario's, and before its last part whatever was said that the scenario does not tell by itself. */
import type { Ask } from '../../record/ask.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { Heard, Seen } from '../../record/seen.ts'
import type { Scenario } from '../scenario/define-scenario.ts'

/** What a participant reads, part by part. */
export function readSituation(scenario: Scenario, seen: Seen, ask: Ask): readonly TextPart[] {
  const parts = scenario.read(seen, ask)
  if (scenario.tellsMessages === true || seen.messages.length === 0) return parts
  const heard = seen.messages.map((message) => toldMessage(message, seen.participant))
  return [...parts.slice(0, -1), ...heard, ...parts.slice(-1)]
}

function toldMessage({ from, text, tick }: Heard, self: string): TextPart {
  if (from === null) return { name: 'news', text: `News: ${text}`, source: `news@${tick}` }
  const who = from === self ? 'You said' : `${from} said`
  return { name: 'messages', text: `${who}: ${text}`, source: `message:${from}@${tick}` }
}
