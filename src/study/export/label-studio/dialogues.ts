/** What was said in a run, channel by channel, as Label Studio shows a dialogue. */
import type { RunSummary } from '../../../io/store/store.ts'
import { nameOf, namesIn, namesShown } from '../../../record/names.ts'
import type { Tick } from '../../../record/tick.ts'
import { voiceOf } from '../transcript-text.ts'

export interface Paragraph {
  readonly author: string
  readonly text: string
  readonly round: number | null
  readonly tick: number
  /** Place in the record. */
  readonly seq: number
}

/** channel → what was said on it, in order. */
export function dialoguesIn(
  { plan }: RunSummary,
  ticks: Iterable<Tick>,
): ReadonlyMap<string, readonly Paragraph[]> {
  const dialogues = new Map<string, Paragraph[]>()
  let names = namesIn(plan)
  // The plan itself is the entry 0.
  let seq = 0
  for (const { tick, round, content } of ticks) {
    names = namesShown(names, content.entries)
    for (const entry of content.entries) {
      seq++
      if (entry.kind !== 'message-sent') continue
      const { from, channel, text } = entry
      const author = from === null ? voiceOf(entry) : nameOf(from, names)
      const dialogue = dialogues.get(channel) ?? []
      dialogue.push({ author, text, round, tick, seq })
      dialogues.set(channel, dialogue)
    }
  }
  return dialogues
}
