/** A seat of a person, without a kernel and without a person: a script stands for one. */
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../base/canonical-json.ts'
import { Streams } from '../../../base/random.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { TickEntry } from '../../../record/entry.ts'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import type { TextPart } from '../../../record/prompt.ts'
import { Seen } from '../../../record/seen.ts'
import type { ConsentReply, People, PersonReply, PutToPerson } from '../people.ts'
import type { Considered, Policy, Seating } from '../policy.ts'
import { humanPolicy } from './human.ts'
import { HumanSettings } from './human-settings.ts'

const p1 = ParticipantId.parse('p1')
const CHOICE: AnswerForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [1, 0],
}
const PARTS: readonly TextPart[] = [
  { name: 'rules', text: 'The rules.' },
  { name: 'history', text: 'Round 1.', round: 1 },
  { name: 'history', text: 'Round 2.', round: 2 },
  { name: 'question', text: 'J or F?' },
]

type Scripted = string | 'timeout' | { readonly not: 'withheld' | 'unreached' }

/** Submits the words of a list, one after the other. */
function reading(words: readonly Scripted[], consent: ConsentReply['kind'] | boolean = true) {
  const put: PutToPerson[] = []
  const consents: string[] = []
  const people: People = {
    answer(one) {
      put.push(one)
      const next = words[put.length - 1]
      if (next === undefined) throw new Error('asked too often')
      const reply: PersonReply =
        typeof next !== 'string'
          ? next.not === 'withheld'
            ? { kind: 'withheld' }
            : { kind: 'unreached', why: 'gone' }
          : next === 'timeout'
            ? { kind: 'timeout', latencyMs: 5 }
            : { kind: 'submitted', reply: next, latencyMs: put.length }
      return Promise.resolve(reply)
    },
    consent(_, text) {
      consents.push(text)
      return Promise.resolve(
        typeof consent === 'boolean'
          ? { kind: 'answered', given: consent }
          : consent === 'withheld'
            ? { kind: 'withheld' }
            : { kind: 'unreached', why: 'gone' },
      )
    },
  }
  return { people, put, consents }
}

function seat(people: People, settings: Record<string, Json> = {}, more: Partial<Seating> = {}) {
  const invalid: InvalidPolicy = { reask: 0, then: 'forfeit' }
  return humanPolicy(people)({
    run: RunId.parse('run_0000000000000000'),
    seat: {
      participant: p1,
      role: 'player',
      agent: 'human',
      policy: 'human',
      settings,
      persona: null,
    },
    participant: p1,
    random: new Streams(1).stream('p1'),
    invalid,
    ...more,
  })
}

async function decide(
  policy: Policy,
  form: AnswerForm = CHOICE,
  parts: readonly TextPart[] = PARTS,
): Promise<Considered> {
  const ask = { of: p1, name: 'choice', form }
  const considered = await policy.decide({
    ask,
    tick: 2,
    round: 3,
    seen: new Seen(p1),
    read: () => parts,
  })
  const { trail } = considered as Considered
  for (const entry of trail) expect(TickEntry.parse(entry)).toEqual(entry)
  return considered as Considered
}

describe('a person', () => {
  test('reads exactly the words of the scenario: no persona, nothing on how to answer', async () => {
    const { people, put } = reading(['J'])
    const { trail } = await decide(seat(people))
    expect(put[0]?.parts).toEqual([
      { role: 'user', name: 'rules', text: 'The rules.' },
      { role: 'user', name: 'history', text: 'Round 1.\nRound 2.' },
      { role: 'user', name: 'question', text: 'J or F?' },
    ])
    expect(trail[0]).toMatchObject({ kind: 'observation-shown', parts: put[0]?.parts })
  })

  test('reads what the treatment makes of them: its prompt design and its history budget', async () => {
    const { people, put } = reading(['J'])
    const prompt = { parts: { rules: 'off' as const, question: { text: 'Say: {text}' } } }
    const { trail } = await decide(seat(people, {}, { prompt, history: { last: 1 } }))
    expect(put[0]?.parts.map(({ text }) => text)).toEqual(['Round 2.', 'Say: J or F?'])
    expect(trail[0]).toMatchObject({ dropped: { rounds: [1, 1] } })
  })

  test('is asked again, with the reason, until its words are an answer; every submission is recorded', async () => {
    const { people, put } = reading(['', 'whatever', 'K', 'f'])
    const { trail, decision, latenciesMs } = await decide(seat(people))
    expect(trail.slice(1)).toMatchObject([
      { kind: 'human-answered', attempt: 0, reply: '', reading: 'empty' },
      { attempt: 1, reply: 'whatever', reading: 'no-answer' },
      { attempt: 2, reply: 'K', reading: 'no-answer' },
      { attempt: 3, reply: 'f', reading: 'valid' },
    ])
    expect(decision).toEqual({
      kind: 'decision-taken',
      of: 'p1',
      ask: 'choice',
      value: 'defect',
      displayed: 'F',
      status: 'reasked',
      attempts: 4,
    })
    expect(latenciesMs).toEqual([1, 2, 3, 4])
    expect(put.map(({ refused }) => refused)).toEqual([
      null,
      'Your reply was not counted as an answer: it was empty. Choose one of the options.',
      'That was not counted as an answer. Choose one of the options.',
      'That was not counted as an answer. Choose one of the options.',
    ])
  })

  const AMOUNT: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 0.5, passable: true }
  test.each([
    ['2.5', 2.5, 'valid'],
    ['$3', 3, 'valid'],
    ['pass', null, 'passed'],
  ])('may answer an ask for an amount by %j', async (words, value, status) => {
    const { people } = reading([words])
    const { decision, trail } = await decide(seat(people), AMOUNT)
    expect(decision).toMatchObject({ value, status, attempts: 1 })
    expect(trail.at(-1)).toMatchObject({ reading: status })
  })

  test.each([
    ['11', 'above-maximum', /too large. Give a number from 0 to 10 in steps of 0.5, in digits.$/],
    ['-1', 'below-minimum', /too small/],
    ['0.3', 'off-step', /between two allowed steps/],
    ['1,5', 'no-answer', /not counted as an answer. Give a number/],
  ])('does not answer it by %j', async (words, why, told) => {
    const { people, put } = reading([words, '1'])
    const { trail } = await decide(seat(people), AMOUNT)
    expect(trail[1]).toMatchObject({ reply: words, reading: why })
    expect(put[1]?.refused).toMatch(told)
  })

  test('is taken by its word where words are asked for, lone surrogates made whole', async () => {
    const form: AnswerForm = { kind: 'text', maxLength: 5 }
    const { people } = reading(['too long', ' a\ud800 '])
    const { trail, decision } = await decide(seat(people), form)
    expect(trail.slice(1)).toMatchObject([
      { reading: 'too-long' },
      { reply: ' a\ufffd ', reading: 'valid surrogates-replaced' },
    ])
    expect(decision).toMatchObject({ value: ' a\ufffd ', status: 'reasked' })
  })
})

describe('where no answer comes', () => {
  const outcomes: [InvalidPolicy['then'], object][] = [
    ['forfeit', { kind: 'decision-defaulted', value: null, status: 'forfeited' }],
    [{ default: 'defect' }, { kind: 'decision-defaulted', value: 'defect', status: 'defaulted' }],
    ['abort', { kind: 'aborted' }],
  ]
  test.each(outcomes)('in time, the plan speaks: %j', async (then, outcome) => {
    const { people, put } = reading(['x', 'timeout'])
    const { trail, decision, latenciesMs } = await decide(
      seat(people, { time_limit: 3 }, { invalid: { reask: 0, then } }),
    )
    expect(put.map(({ timeLimitS }) => timeLimitS)).toEqual([3, 3])
    expect(trail.at(-1)).toMatchObject({ attempt: 1, reply: null, reading: 'timeout' })
    expect(latenciesMs).toEqual([1, 5])
    expect(decision).toMatchObject(outcome)
    expect(decision).toHaveProperty('why', expect.stringContaining('timeout'))
  })

  test.each(outcomes)('for want of consent, it speaks at every ask: %j', async (then, outcome) => {
    const { people, put, consents } = reading([], false)
    const policy = seat(people, { consent: 'Do you?' }, { invalid: { reask: 2, then } })
    const first = await decide(policy)
    const second = await decide(policy)
    expect(first.trail).toEqual([
      { kind: 'consent-answered', of: 'p1', text: 'Do you?', given: false },
    ])
    expect(second.trail).toEqual([])
    for (const { decision } of [first, second]) {
      expect(decision).toMatchObject(outcome)
      expect(decision).toHaveProperty('why', expect.stringContaining('no consent'))
    }
    expect([put.length, consents]).toEqual([0, ['Do you?']])
  })

  test('because the work stops, nothing is decided', async () => {
    const { people } = reading(['x', { not: 'withheld' }])
    expect((await decide(seat(people))).decision).toEqual({ kind: 'withheld' })
    const silent = reading([], 'withheld')
    const policy = seat(silent.people, { consent: 'Do you?' })
    expect((await decide(policy)).decision).toEqual({ kind: 'withheld' })
  })

  test('because nobody can be reached, the run is left and says why', async () => {
    const { people } = reading([{ not: 'unreached' }])
    expect((await decide(seat(people))).decision).toEqual({ kind: 'unavailable', why: 'gone' })
  })

  test('a default that fits no answer is found before anybody is asked', async () => {
    const { people, put } = reading(['J'])
    const policy = seat(people, {}, { invalid: { reask: 0, then: { default: 7 } } })
    await expect(decide(policy)).rejects.toThrow(/the default 7 does not fit/)
    expect(put).toEqual([])
  })
})

describe('consent', () => {
  test('is asked for once, before the first ask', async () => {
    const { people, consents } = reading(['J', 'F'])
    const policy = seat(people, { consent: 'Do you?' })
    const first = await decide(policy)
    const second = await decide(policy)
    expect(first.trail.map(({ kind }) => kind)).toEqual([
      'consent-answered',
      'observation-shown',
      'human-answered',
    ])
    expect(second.trail.map(({ kind }) => kind)).toEqual(['observation-shown', 'human-answered'])
    expect(consents).toEqual(['Do you?'])
  })

  test('that was given in the ticks of a parent is not asked for again', async () => {
    const { people, consents } = reading(['J'])
    const policy = seat(people, { consent: 'Do you?' })
    policy.recall?.(0, [{ kind: 'consent-answered', of: p1, text: 'Do you?', given: true }])
    expect((await decide(policy)).decision).toMatchObject({ value: 'cooperate' })
    expect(consents).toEqual([])
  })
})

describe('who never came', () => {
  const nobody = (): { people: People; put: number } => {
    const gone = {
      put: 0,
      people: {
        answer: () => (gone.put++, Promise.resolve({ kind: 'absent' as const, latencyMs: 9 })),
        consent: () => (gone.put++, Promise.resolve({ kind: 'absent' as const, latencyMs: 9 })),
      },
    }
    return gone
  }

  test.each([{}, { consent: 'Do you?' }])(
    'is recorded as that, is shown nothing, and is asked nothing more: %j',
    async (settings) => {
      const gone = nobody()
      const policy = seat(gone.people, { ...settings, arrive_within: 60 })
      const { trail, decision, latenciesMs } = await decide(policy)
      expect(trail).toEqual([
        {
          kind: 'human-answered',
          of: p1,
          ask: 'choice',
          attempt: 0,
          reply: null,
          reading: 'never came',
        },
      ])
      expect(decision).toMatchObject({ status: 'forfeited', why: 'never came', attempts: 0 })
      expect(latenciesMs).toEqual([9])
      const again = await decide(policy)
      expect(again).toMatchObject({ trail: [], decision: { why: 'never came' } })
      expect(gone.put).toBe(1)
      const resumed = seat(gone.people, { ...settings, arrive_within: 60 })
      resumed.recall?.(2, trail as TickEntry[])
      expect(await decide(resumed)).toMatchObject({ trail: [], decision: { why: 'never came' } })
      expect(gone.put).toBe(1)
    },
  )

  test('is somebody else than who has answered before: that one is waited for', async () => {
    const { people, put } = reading(['J', 'F', 'F'])
    const policy = seat(people, { arrive_within: 60 })
    const { trail } = await decide(policy)
    await decide(policy)
    const resumed = seat(people, { arrive_within: 60 })
    resumed.recall?.(2, trail as TickEntry[])
    await decide(resumed)
    expect(put.map(({ arriveWithinS }) => arriveWithinS)).toEqual([60, null, null])
  })
})

test.each([
  [{ time_limit: 0 }, /above 0/],
  [{ arrive_within: 0 }, /above 0/],
  [{ time_limit: 1e9 }, /at most a week/],
  [{ consent: ' ' }, /write what people shall read/],
  [{ timelimit: 3 }, /unrecognized/i],
])('the settings %j are refused', (settings, told) => {
  expect(HumanSettings.safeParse(settings).error?.message).toMatch(told)
})
