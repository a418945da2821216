import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimatedTokens } from '../../base/estimated-tokens.ts'
import type { ChoiceForm } from '../../record/ask.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { HistoryBudget } from '../../record/prompt-design.ts'
import { messagesOf } from './compose-prompt.ts'
import { NOTHING_SAID, ownParts, withTurn, type Conversation } from './conversation.ts'
import { tell, type Teller, type Telling } from './tell.ts'

const p1 = ParticipantId.parse('p1')
const form: ChoiceForm = {
  kind: 'choice',
  options: ['a', 'b'],
  labels: ['J', 'F'],
  order: [0, 1],
}
const ask = { of: p1, name: 'choice', form }

const teller = (changes: Partial<Teller> = {}): Teller => ({
  self: p1,
  persona: 'You are Ada.',
  personaName: undefined,
  session: { kind: 'fresh' },
  opening: [],
  design: undefined,
  history: undefined,
  style: 'line',
  ...changes,
})

const thread = { kind: 'thread' } as const

/** What is read in a round: the rules, what was said in every round before, and a question in the same words as ever. */
function readingOf(said: readonly (readonly string[])[]): TextPart[] {
  return [
    { name: 'rules', text: 'The rules.' },
    ...said.flatMap((lines, i) => lines.map((text) => ({ name: 'said', text, round: i + 1 }))),
    { name: 'question', text: 'Which one?' },
  ]
}

/** Plays so many rounds in one session; whether a round is answered is as `answered` says. */
function played(
  one: Teller,
  said: readonly (readonly string[])[],
  answered: (round: number) => boolean = () => true,
): { tellings: Telling[]; conversation: Conversation } {
  let conversation = NOTHING_SAID
  const tellings = said.map((_, i) => {
    const [tick, round] = [i, i + 1]
    const told = { ask, round, parts: readingOf(said.slice(0, i)) }
    let telling = tell(one, conversation, told)
    if (telling.due !== null) {
      const summary = { text: `Up to ${telling.due.upTo}.`, tick, upTo: telling.due.upTo }
      conversation = { ...conversation, summary }
      telling = tell(one, conversation, told)
    }
    const turn = { tick, round, parts: ownParts(telling.shown.parts), reply: `ANSWER: J ${i}` }
    if (answered(round)) conversation = withTurn(conversation, one.session, 'choice', turn)
    return telling
  })
  return { tellings, conversation }
}

const rounds = fc.array(
  // Few words, so that the same is said again and again.
  fc.array(fc.constantFrom('Yes.', 'No.', 'Perhaps.\nYes.', 'Hm.'), { maxLength: 4 }),
  { minLength: 1, maxLength: 7 },
)

const linesIn = (parts: readonly { name: string; text: string }[]): string[] =>
  parts.flatMap(({ name, text }) => (name === 'said' ? text.split('\n') : []))

describe('a thread', () => {
  test('tells everything once, however often the same is said, and whatever goes unanswered', () => {
    fc.assert(
      fc.property(rounds, fc.infiniteStream(fc.boolean()), (said, luck) => {
        const lucky = said.map(() => luck.next().value as boolean)
        const one = teller({ session: thread })
        const { tellings } = played(one, said, (round) => lucky[round - 1] === true)
        tellings.forEach(({ shown }, i) => {
          const before = readingOf(said.slice(0, i))
          expect(linesIn(shown.parts).sort()).toEqual(linesIn(before).sort())
          const rules = shown.parts.filter(({ name }) => name === 'rules')
          expect(rules).toHaveLength(1)
        })
      }),
    )
  })

  test('grows: what was sent for one ask stands at the beginning of the next, its reply behind it', () => {
    fc.assert(
      fc.property(rounds, (said) => {
        const { tellings } = played(teller({ session: thread }), said)
        tellings.slice(1).forEach(({ messages }, i) => {
          const before = tellings[i]?.messages ?? []
          expect(messages.slice(0, before.length)).toEqual(before)
          expect(messages[before.length]).toEqual({ role: 'assistant', text: `ANSWER: J ${i}` })
        })
      }),
    )
  })

  test('tells a participant its own words as its reply, and not a second time', () => {
    const reply = { tick: 4, round: 1, parts: [], reply: 'I say yes.' }
    const conversation = withTurn(NOTHING_SAID, thread, 'talk', reply)
    const parts = [
      { name: 'said', text: 'You: yes.', round: 1, source: 'message:p1@4' },
      { name: 'said', text: 'p2: no.', round: 1, source: 'message:p2@4' },
    ]
    const { shown } = tell(teller({ session: thread }), conversation, { ask, round: 2, parts })
    expect(shown.parts.map(({ text }) => text)).not.toContain('You: yes.')
    expect(shown.parts.map(({ text }) => text)).toContain('p2: no.')
  })

  test('keeps no reply longer than can be read again', () => {
    const reply = { tick: 0, round: 1, parts: [], reply: 'x'.repeat(100_000) }
    const { turns } = withTurn(NOTHING_SAID, thread, 'talk', reply)
    expect(turns[0]?.reply).toMatch(/^x{8000} \[…\]$/)
  })
})

test('a branch keeps its stem, and nothing that was asked after it', () => {
  const session = { kind: 'branch', after: 'plan' } as const
  const turn = (tick: number) => ({ tick, round: 1, parts: [], reply: `${tick}` })
  const grown = ['brief', 'plan', 'choice', 'plan'].reduce(
    (conversation, name, tick) => withTurn(conversation, session, name, turn(tick)),
    NOTHING_SAID,
  )
  expect(grown.turns.map(({ reply }) => reply)).toEqual(['0', '1'])
})

describe('an opening', () => {
  const opening = [
    { role: 'user' as const, text: 'Ready?' },
    { role: 'assistant' as const, text: 'Yes.' },
  ]

  test('goes ahead of everything but the persona, each of its words a message', () => {
    const { messages } = tell(teller({ opening }), NOTHING_SAID, {
      ask,
      round: 1,
      parts: readingOf([]),
    })
    expect(messages.slice(0, 3)).toEqual([
      { role: 'system', text: 'You are Ada.' },
      { role: 'user', text: 'Ready?' },
      { role: 'assistant', text: 'Yes.' },
    ])
    expect(messages).toHaveLength(4)
  })

  test('can be changed and switched off like any part', () => {
    const told = { ask, round: 1, parts: readingOf([]) }
    const parts = { opening: 'off' as const }
    const { messages } = tell(teller({ opening, design: { parts } }), NOTHING_SAID, told)
    expect(messages).toEqual(tell(teller(), NOTHING_SAID, told).messages)
  })
})

describe('a budget', () => {
  const past = ({ shown }: Telling): string[] => linesIn(shown.parts)

  test('of rounds tells those, and says what it leaves out', () => {
    fc.assert(
      fc.property(rounds, fc.integer({ min: 1, max: 4 }), (said, last) => {
        const { tellings } = played(teller({ history: { last } }), said)
        tellings.forEach((telling, i) => {
          const first = Math.max(0, i - last)
          expect(past(telling)).toEqual(linesIn(readingOf(said.slice(first, i))))
          const left = said.slice(0, first).flat()
          expect(telling.shown.dropped?.parts ?? 0).toBe(left.length)
          expect(telling.shown.dropped?.characters ?? 0).toBe(left.join('').length)
        })
      }),
    )
  })

  test.each([['fresh' as const], ['thread' as const]])(
    'of tokens is kept to in a session that is %s, and not wasted',
    (kind) =>
      fc.assert(
        fc.property(rounds, fc.integer({ min: 1, max: 90 }), (said, tokens) => {
          const one = teller({ history: { tokens }, session: { kind } })
          const { tellings } = played(one, said)
          for (const { shown } of tellings) {
            const { parts } = shown
            const from = parts.findLastIndex(({ name }) => name === 'reply') + 1
            const told = [
              ...parts.slice(0, from).filter(({ role }) => role !== 'system'),
              ...parts.slice(from).filter(({ name }) => name === 'said'),
            ]
            const length = told.reduce((sum, { text }) => sum + text.length, 0)
            expect(estimatedTokens(length)).toBeLessThanOrEqual(tokens)
            if (tokens > 80 && said.flat().length < 3 && kind === 'fresh')
              expect(shown.dropped).toBeUndefined()
          }
        }),
      ),
  )

  test('of nothing still tells of the round that is being played', () => {
    const parts = [
      { name: 'said', text: 'Before.', round: 1 },
      { name: 'said', text: 'Just now.', round: 2 },
    ]
    const { shown } = tell(teller({ history: 'none' }), NOTHING_SAID, { ask, round: 2, parts })
    expect(linesIn(shown.parts)).toEqual(['Just now.'])
  })

  test('with a summary tells each round in full or in the summary, and never neither', () => {
    fc.assert(
      fc.property(rounds, fc.nat(3), fc.boolean(), (said, last, isThread) => {
        const history: HistoryBudget = { summary: { last, words: 20 } }
        const session = isThread ? thread : ({ kind: 'fresh' } as const)
        const { tellings } = played(teller({ history, session }), said)
        tellings.forEach(({ shown }, i) => {
          const upTo = Number(
            /Up to (\d+)/.exec(
              shown.parts.find(({ name }) => name === 'summary')?.text ?? '',
            )?.[1] ?? 0,
          )
          const inFull = linesIn(shown.parts)
          const owed = said
            .slice(upTo, i)
            .flatMap((lines) => lines.flatMap((one) => one.split('\n')))
          for (const line of owed) expect(inFull).toContain(line)
        })
      }),
    )
  })

  test('whose summary did not come leaves nothing out', () => {
    const said = [['One.'], ['Two.'], ['Three.']]
    const told = { ask, round: 4, parts: readingOf(said) }
    const one = teller({ history: { summary: { last: 1, words: 20 } } })
    const telling = tell(one, NOTHING_SAID, told)
    expect(telling.due).toMatchObject({ upTo: 2, parts: [{ text: 'One.' }, { text: 'Two.' }] })
    expect(past(telling)).toEqual(['One.', 'Two.', 'Three.'])
    const summary = { text: 'So it was.', tick: 3, upTo: 2 }
    const after = tell(one, { ...NOTHING_SAID, summary }, told)
    expect(after.due).toBeNull()
    expect(past(after)).toEqual(['Three.'])
    expect(after.shown.dropped).toEqual({ parts: 2, rounds: [1, 2], characters: 8 })
    expect(after.shown.parts.map(({ source }) => source)).toContain('summary@3')
  })
})

test('the messages are those of the observation, and a plain plan’s observation has nothing new in it', () => {
  const parts = readingOf([['Yes.'], ['No.', 'Hm.']])
  const { shown, messages } = tell(teller(), NOTHING_SAID, { ask, round: 3, parts })
  expect(messages).toEqual(messagesOf(shown))
  expect(Object.keys(shown)).toEqual(['kind', 'to', 'ask', 'parts'])
  expect(shown.parts.map((part) => Object.keys(part).sort().join())).toEqual(
    shown.parts.map(() => 'name,role,text'),
  )
  // Rounds that a scenario tells in parts of their own are lines of one part.
  expect(shown.parts.find(({ name }) => name === 'said')?.text).toBe('Yes.\nNo.\nHm.')
})

test('a persona of a name says which', () => {
  const { shown } = tell(teller({ personaName: 'people/p17' }), NOTHING_SAID, {
    ask,
    round: 1,
    parts: [],
  })
  expect(shown.parts[0]).toEqual({
    role: 'system',
    name: 'persona',
    text: 'You are Ada.',
    source: 'persona:people/p17',
  })
})
