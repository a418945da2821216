/** What is delivered of what was said, what is read again of what was heard, and who is named in words. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { ParticipantId } from '../../../record/ids.ts'
import type { Heard } from '../../../record/seen.ts'
import { lastMessages, noHistory, sinceOwnTurn, wholeHistory } from './history.ts'
import { mentionsIn } from '../../../record/mentions.ts'
import {
  deliverAll,
  deliverAtMost,
  deliverNonEmpty,
  deliverToAddressed,
  type Said,
} from './selection.ts'

const [P1, P2, P3] = ['p1', 'p2', 'p3'].map((id) => ParticipantId.parse(id)) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const ALL = [P1, P2, P3]
const NAMES = { [P1]: 'Agent-A', [P2]: 'Agent-B', [P3]: 'Agent-C' }
const said = (from: ParticipantId, text: string): Said => ({ from, text, audience: ALL })

describe('names in words', () => {
  const names = ['Agent-A', 'Agent-B', 'Kimi K2', 'Kimi']

  test.each([
    ['I agree with Agent-B.', ['Agent-B']],
    ['@agent-a and Agent‑B: go on', ['Agent-A', 'Agent-B']],
    ['Kimi\u00a0K2 is right', ['Kimi K2']],
    ['Kimi, ask Kimi K2', ['Kimi K2', 'Kimi']],
    ['@all begin', names],
    ['an Agent-Apple, and all of us', []],
    ['me@all.example', []],
  ])('%s', (text, found) => {
    expect(mentionsIn(text, names)).toEqual(found)
  })
})

describe('selection', () => {
  test('delivers all, or only what holds words', () => {
    const turn = [said(P1, 'yes'), said(P2, '  \n'), said(P3, '')]
    expect(deliverAll(turn)).toEqual(turn)
    expect(deliverNonEmpty(turn)).toEqual([turn[0]])
  })

  test('delivers what is addressed to those whom it names, and the rest to all', () => {
    const turn = [said(P1, 'Agent-C, go on.'), said(P2, 'Who begins?')]
    expect(deliverToAddressed(NAMES)(turn).map(({ audience }) => audience)).toEqual([[P1, P3], ALL])
  })

  test('delivers at most so many, drawn, in their order', () => {
    const streams = new Streams(3)
    const turn = ALL.map((from) => said(from, from))
    const kept = Array.from({ length: 20 }, (_, i) =>
      deliverAtMost(
        2,
        (name, index) => streams.draw(name, index),
        `deliver/${i}`,
      )(turn)
        .map(({ from }) => from)
        .join(' '),
    )
    expect(new Set(kept)).toEqual(new Set(['p1 p2', 'p1 p3', 'p2 p3']))
  })
})

describe('history', () => {
  const heard = (from: ParticipantId | null, text: string, tick: number): Heard => {
    const words = { kind: 'message-sent' as const, channel: 'public', onRecord: true }
    return { ...words, from, text, tick, audience: ALL }
  }
  const talk = [
    heard(null, 'brief', 0),
    heard(P2, 'a', 0),
    heard(P1, 'b', 1),
    heard(P3, 'c', 2),
    heard(null, 'news', 3),
    heard(P2, 'd', 3),
  ]
  const read = (shown: readonly Heard[]): string => shown.map(({ text }) => text).join(' ')

  test('is all, the last, what came since one’s own turn, or nothing but what nobody said', () => {
    expect(read(wholeHistory(talk, P1))).toBe('brief a b c news d')
    expect(read(lastMessages(2)(talk, P1))).toBe('brief c news d')
    expect(read(lastMessages(0)(talk, P1))).toBe('brief news')
    expect(read(sinceOwnTurn(talk, P1))).toBe('brief b c news d')
    expect(read(noHistory(talk, P1))).toBe('brief news')
  })

  test('since one’s own turn is everything where one has said nothing but a notice', () => {
    const [first, ...rest] = talk as [Heard, ...Heard[]]
    const notice: Heard = { ...heard(P3, '⚠', 1), notice: true }
    const without = rest.filter(({ from }) => from !== P3)
    expect(read(sinceOwnTurn([first, ...without, notice], P3))).toBe('brief a b news d ⚠')
  })

  test('shows nothing that was not heard, in the order in which it was heard', () => {
    const rules = [wholeHistory, lastMessages(3), sinceOwnTurn, noHistory]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(P1, P2, P3, null)),
        fc.constantFrom(...rules),
        (from, rule) => {
          const all = from.map((one, tick) => heard(one, `m${tick}`, tick))
          const shown = rule(all, P1)
          expect(all.filter((one) => shown.includes(one))).toEqual(shown)
        },
      ),
    )
  })
})
