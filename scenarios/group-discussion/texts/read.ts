/** Turns what a participant has heard into the turns of a chat: the brief and the others as user, its own words as assistant. */
import {
  isProbeAsk,
  lastMessages,
  noHistory,
  sinceOwnTurn,
  wholeHistory,
  type Ask,
  type Heard,
  type Seen,
  type TalkHistory,
  type TextPart,
} from '../../../src/index.ts'
import type { Begun, Setting } from '../setting.ts'
import { filled, questionText } from './words.ts'

/** The names of all parts. */
export const PARTS = ['identity', 'peers', 'brief', 'messages', 'own', 'news', 'vote', 'question']

/** The parts are: identity and peers (system), then what was heard in its order, then the question, which a probe has of its own. */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const setting = seen.facts<Setting>('setting').at(-1)
  if (setting === undefined) throw new Error('the setting was never shown')
  const begun = seen.facts<Begun>('round')
  const self = seen.participant
  const { identity, moderator, peers } = setting.scaffold
  const told = { self, setting, round: begun.at(-1)?.round ?? 1 }
  const isAlone = Object.keys(setting.names).length === 1
  const shown = historyOf(setting)(inOrder(seen.messages, self), self)
  return [
    {
      name: 'identity',
      role: 'system',
      text: filled(setting.isModerator ? moderator : identity, told),
    },
    { name: 'peers', role: 'system', text: isAlone ? '' : filled(peers, told) },
    ...shown
      .filter(({ text }) => text.trim() !== '')
      .map((one) => partOf(one, setting, begun, self)),
    ...(isProbeAsk(ask.name) ? [] : [{ name: 'question', text: questionText(ask, told) }]),
  ]
}

function historyOf({ history }: Setting): TalkHistory {
  if (typeof history === 'object') return lastMessages(history.last)
  switch (history) {
    case 'whole':
      return wholeHistory
    case 'since-own':
      return sinceOwnTurn
    case 'none':
      return noHistory
  }
}

/** As recorded; but of those who spoke at once, one's own words come first: the others' came after one had begun. */
function inOrder(heard: readonly Heard[], self: string): readonly Heard[] {
  const rank = ({ from, arrived }: Heard): number =>
    from === self && arrived === undefined ? 0 : 1
  return [...heard].sort((a, b) =>
    a.tick === b.tick && isTalk(a, b) ? rank(a) - rank(b) : a.tick - b.tick,
  )
}

/** Announcements keep their place among what was said in their tick. */
function isTalk(a: Heard, b: Heard): boolean {
  return a.from !== null && b.from !== null
}

function partOf(
  { from, channel, text, tick }: Heard,
  { names }: Setting,
  begun: readonly Begun[],
  self: string,
): TextPart {
  const round = begun.findLast((one) => one.tick <= tick)?.round ?? 1
  if (from === null) {
    if (channel === 'brief') return { name: 'brief', text, turn: true }
    if (channel === 'vote') return { name: 'vote', text, turn: true, round }
    return { name: 'news', text, turn: true, source: `news@${tick}`, round }
  }
  const source = `message:${from}@${tick}`
  return from === self
    ? { name: 'own', role: 'assistant', text, turn: true, source, round }
    : { name: 'messages', text: `[${names[from] ?? from}]: ${text}`, turn: true, source, round }
}
