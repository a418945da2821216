/** How a discussion goes: who is asked when, votes, failures, what is changed on the way, and what is read of it. */
import { describe, expect, test } from 'vitest'
import type { Plan } from '../../src/record/plan.ts'
import type { TickEntry } from '../../src/record/entry.ts'
import { ParticipantId } from '../../src/record/ids.ts'
import { Parameters } from './parameters.ts'
import { castProblems } from './problems.ts'
import {
  entriesOf,
  holdTalk,
  seatsOf,
  token,
  type Setting,
  type Speaker,
  type Talk,
} from './playing.contract.ts'

const BRIEF = 'The street has 900 euros.'
const talkative: Speaker = ({ ask, tick }) =>
  ask.form.kind === 'choice' ? (ask.form.options[0] ?? null) : token(ask.of, tick)

const hold = (parameters: object, more: Partial<Setting> = {}): Promise<Talk> =>
  holdTalk({
    parameters: { brief: BRIEF, ...parameters },
    speakers: 3,
    speaker: talkative,
    ...more,
  })

/** `p1 p2 | p3`: who was asked, tick by tick. */
const askedIn = ({ ticks }: Talk, name = 'speak'): string =>
  ticks
    .map((tick) =>
      entriesOf([tick], 'decision-asked')
        .filter(({ ask }) => ask === name)
        .map(({ of }) => of)
        .join(' '),
    )
    .join(' | ')

const announced = ({ ticks }: Talk, channel: string): string[] =>
  entriesOf(ticks, 'message-sent')
    .filter((one) => one.channel === channel)
    .map(({ text }) => text)

describe('orders', () => {
  test.each([
    ['fixed', 'p1 | p2 | p3 | p1 | p2 | p3'],
    ['rotating', 'p1 | p2 | p3 | p2 | p3 | p1'],
    ['simultaneous', 'p1 p2 p3 | p1 p2 p3'],
    [{ fixed: [3, 1] }, 'p3 | p1 | p3 | p1'],
    [{ staggered: { launches: [0, 0, 5], delays: [1, 1, 1] } }, 'p1 p2 | p3 | p1 p2 | p3'],
  ])('%j: %s', async (order, asked) => {
    expect(askedIn(await hold({ rounds: 2, order }))).toBe(asked)
  })

  test('a moderator opens each round, and names the speakers where that is the order', async () => {
    const order = { moderated: { turns: 1 } }
    const talk = await hold({ rounds: 2, order }, { moderators: 1 })
    expect(talk.ticks.map(({ content }) => content.phase)).toEqual([
      ...['opening', 'choosing', 'talking'],
      ...['opening', 'choosing', 'talking'],
    ])
    expect(askedIn(talk)).toBe('p4 |  | p1 | p4 |  | p1')
  })

  test('of raised hands ask for hands first, and end the talk where nobody raises one', async () => {
    const shy: Speaker = (situation, random) =>
      situation.ask.name === 'hand' && (situation.ask.of !== 'p2' || situation.round === 2)
        ? null
        : talkative(situation, random)
    const talk = await hold({ rounds: 5, order: 'raise-hand' }, { speaker: shy })
    expect(askedIn(talk, 'hand')).toBe('p1 p2 p3 |  | p1 p2 p3')
    expect(askedIn(talk)).toBe(' | p2 | ')
  })

  test('end the talk after a round in which all pass, where they may', async () => {
    const silent: Speaker = ({ ask, round, tick }) => (round === 2 ? null : token(ask.of, tick))
    const setting = { rounds: 9, order: 'simultaneous', pass: true }
    expect(askedIn(await hold(setting, { speaker: silent }))).toBe('p1 p2 p3 | p1 p2 p3')
    const led: Speaker = (situation, random) =>
      situation.ask.of === 'p4' ? 'Go on.' : silent(situation, random)
    const talk = await hold(setting, { speaker: led, moderators: 1 })
    expect(askedIn(talk)).toBe('p4 | p1 p2 p3 | p4 | p1 p2 p3')
  })

  test('deal the places anew for each run where they are shuffled, the names with them', async () => {
    const seats = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) => {
        const talk = await hold({ rounds: 1, places: 'shuffled' }, { seed })
        const identity = talk.readings.map(({ parts }) => parts[0]?.text)
        expect(identity).toEqual(
          ['A', 'B', 'C'].map((letter) => `You are Agent-${letter} in a group chat.`),
        )
        return askedIn(talk)
      }),
    )
    expect(new Set(seats).size).toBeGreaterThan(3)
  })
})

describe('votes', () => {
  const vote = { question: 'Which plan?', options: ['trees', 'party'] }
  const voting: Speaker = (situation, random) =>
    situation.ask.name === 'vote'
      ? situation.ask.of === 'p3'
        ? 'party'
        : situation.ask.of === 'p2' && situation.round === 1
          ? null
          : 'trees'
      : talkative(situation, random)

  test('are asked of all speakers at once when the talk is over, and counted', async () => {
    const talk = await hold({ rounds: 1, vote }, { speaker: voting })
    expect(askedIn(talk, 'vote')).toBe(' |  |  | p1 p2 p3')
    expect(announced(talk, 'vote')).toEqual(['Vote after round 1: trees 1, party 1, no vote 1.'])
    expect(talk.ticks.at(-1)?.content.phase).toBe('voting')
  })

  test('tell who voted for what in an open ballot, and are read in the next round', async () => {
    const open = { ...vote, ballot: 'public', when: 'every-round' }
    const talk = await hold({ rounds: 2, vote: open }, { speaker: voting })
    const told =
      'Vote after round 1: trees 1, party 1, no vote 1.\nAgent-A: trees\nAgent-B: no vote\nAgent-C: party'
    expect(announced(talk, 'vote')[0]).toBe(told)
    const next = talk.readings.find(({ round }) => round === 2)
    expect(next?.parts.find(({ name }) => name === 'vote')?.text).toBe(told)
  })

  test('end the talk when an option has its share', async () => {
    const until = (reach: number) => ({ ...vote, when: 'every-round', reach })
    const rounds = async (reach: number) =>
      (await hold({ rounds: 4, vote: until(reach) }, { speaker: voting })).ticks.at(-1)?.round
    expect([await rounds(0.5), await rounds(0.666666666667), await rounds(0.9)]).toEqual([1, 2, 4])
  })

  test('may be a decision in words, which a secret ballot tells nobody', async () => {
    const words = { question: 'What is decided?', words: 100 }
    const [secret, open] = [
      await hold({ rounds: 1, vote: words }),
      await hold({ rounds: 1, vote: { ...words, ballot: 'public' } }),
    ]
    expect(announced(secret, 'vote')).toEqual([])
    expect(announced(open, 'vote')[0]).toMatch(/^Vote after round 1:\nAgent-A: <p1\.3>/)
  })
})

describe('those who fail', () => {
  const P2 = ParticipantId.parse('p2')
  const failing: Speaker = (situation, random) =>
    situation.ask.of === P2 ? { lost: 'failed: overloaded' } : talkative(situation, random)
  const order = 'simultaneous'
  const crash = (
    lasting: 'permanent' | { rounds: number },
    told: 'at-once' | 'never' = 'at-once',
  ): Pick<Plan, 'interventions'> => ({
    interventions: [
      {
        at: { round: 1 },
        deed: {
          do: 'crash',
          who: P2,
          lasting,
          notice: '⚠ gone',
          told,
          audience: seatsOf(3),
        },
      },
    ],
  })
  const noticesIn = ({ ticks }: Talk): string[] =>
    entriesOf(ticks, 'message-sent')
      .filter(({ notice }) => notice === true)
      .map(({ from, text }) => `${from}: ${text}`)
  const presence = ({ ticks }: Talk): string[] =>
    [...entriesOf(ticks, 'participant-removed'), ...entriesOf(ticks, 'participant-returned')]
      .sort((a, b) => a.tick - b.tick)
      .map(({ tick, of, why }) => `${tick} ${of} ${why}`)

  test('are asked again and again where no rule takes them out', async () => {
    const talk = await hold({ rounds: 3, order }, { design: crash('permanent') })
    expect(askedIn(talk)).toBe('p1 p2 p3 | p1 p2 p3 | p1 p2 p3')
    expect(noticesIn(talk)).toEqual(['p2: ⚠ gone', 'p2: ⚠ gone', 'p2: ⚠ gone'])
  })

  test('are taken out at the failure that the rules say', async () => {
    const failures = { crashed: { removeAfter: 2 } }
    const talk = await hold({ rounds: 4, order, failures }, { design: crash('permanent') })
    expect(askedIn(talk)).toBe('p1 p2 p3 | p1 p2 p3 | p1 p3 | p1 p3')
    expect(presence(talk)).toEqual(['1 p2 has failed 2 times'])
    expect(noticesIn(talk)).toHaveLength(2)
  })

  test('sit out as many rounds as the rules say, and are asked again', async () => {
    const failures = { crashed: { sitOut: 1 } }
    const talk = await hold({ rounds: 5, order, failures }, { design: crash('permanent') })
    expect(askedIn(talk)).toBe('p1 p2 p3 | p1 p3 | p1 p2 p3 | p1 p3 | p1 p2 p3')
    expect(presence(talk).slice(0, 3)).toEqual([
      '0 p2 sits out a round',
      '1 p2 has sat out',
      '2 p2 sits out a round',
    ])
  })

  test('are heard of as messages of their own slot, or not at all', async () => {
    const read = async (told: 'at-once' | 'never') => {
      const { readings } = await hold({ rounds: 2, order }, { design: crash('permanent', told) })
      return readings.filter(({ round }) => round === 2).flatMap(({ parts }) => parts)
    }
    const heard = (await read('at-once')).filter(({ text }) => text.includes('⚠'))
    expect(heard.map(({ text }) => text)).toEqual(['[Agent-B]: ⚠ gone', '[Agent-B]: ⚠ gone'])
    expect((await read('never')).some(({ text }) => text.includes('⚠'))).toBe(false)
  })

  test('of a failed call are heard of where there are words for it, by those who would have heard theirs', async () => {
    const failures = { notice: 'no connection' }
    const talk = await hold({ rounds: 1, order, failures }, { speaker: failing })
    expect(noticesIn(talk)).toEqual(['p2: no connection'])
    const alone = { rounds: 1, order, failures, visibility: 'isolated' }
    const [notice] = entriesOf((await hold(alone, { speaker: failing })).ticks, 'message-sent')
      .filter((one) => one.notice === true)
      .map(({ audience }) => audience)
    expect(notice).toEqual(['p2'])
  })

  test('end the talk when they are more than a share of the round', async () => {
    const rounds = async (share: number, many: string[]) => {
      const speaker: Speaker = (situation, random) =>
        many.includes(situation.ask.of) ? { lost: 'failed: x' } : talkative(situation, random)
      const failures = { stopAbove: share }
      return (await hold({ rounds: 3, order, failures }, { speaker })).ticks.length
    }
    expect(await rounds(0.6, ['p1'])).toBe(3)
    expect(await rounds(0.6, ['p1', 'p2'])).toBe(1)
    expect(await rounds(0.99, ['p1', 'p2', 'p3'])).toBe(1)
  })

  test('are none of those who gave no valid answer: they have only said nothing', async () => {
    const mute: Speaker = () => ({ lost: 'no-answer' })
    const failures = { failed: { removeAfter: 1 }, crashed: { removeAfter: 1 }, stopAbove: 0 }
    const talk = await hold({ rounds: 3, order, failures }, { speaker: mute })
    expect(askedIn(talk)).toBe('p1 p2 p3 | p1 p2 p3 | p1 p2 p3')
  })

  test('and are all gone leave a talk that ends, in any order', async () => {
    const gone: Speaker = () => ({ lost: 'failed: x' })
    const failures = { failed: { removeAfter: 1 } }
    for (const any of ['fixed', 'simultaneous', 'moderated', 'raise-hand']) {
      const setting = { rounds: 50, order: any, failures }
      const talk = await hold(setting, { speaker: gone, moderators: any === 'moderated' ? 1 : 0 })
      expect(talk.end.how).toBe('finished')
      expect(talk.ticks.length).toBeLessThan(8)
    }
  })
})

describe('empty words', () => {
  test('are recorded as decisions, and no message is made of them', async () => {
    const quiet: Speaker = ({ ask, tick }) => (ask.of === 'p1' ? ' \n' : token(ask.of, tick))
    const { ticks } = await hold({ rounds: 1 }, { speaker: quiet })
    expect(entriesOf(ticks, 'decision-taken').map(({ value }) => value)[0]).toBe(' \n')
    expect(entriesOf(ticks, 'message-sent').map(({ from }) => from)).toEqual([null, 'p2', 'p3'])
  })
})

describe('what is done from outside', () => {
  const doing = (deed: NonNullable<Plan['interventions']>[number]['deed'], round = 2) => ({
    design: { interventions: [{ at: { round }, deed }] },
  })
  const P1 = ParticipantId.parse('p1')

  test('names that are changed are read everywhere from then on', async () => {
    const names = ['Ann', 'Bob', 'Cem']
    const talk = await hold({ rounds: 2 }, doing({ do: 'set', parameters: { names } }))
    const last = talk.readings.at(-1)?.parts.map(({ text }) => text) ?? []
    expect(last.slice(0, 2)).toEqual(['You are Cem in a group chat.', 'Other agents: Ann, Bob'])
    expect(last.slice(3, 5)).toEqual(['[Ann]: <p1.0>', '[Bob]: <p2.1>'])
  })

  test('a brief that is changed is read where it was changed, rounds hold at once', async () => {
    const parameters = { brief: 'There are only 500 euros.', rounds: 3 }
    const talk = await hold({ rounds: 2 }, doing({ do: 'set', parameters }))
    expect(talk.ticks.at(-1)?.round).toBe(3)
    expect(announced(talk, 'brief')).toEqual([BRIEF, 'There are only 500 euros.'])
  })

  test('an order that is changed holds from the next round on', async () => {
    const parameters = { order: 'simultaneous' }
    const talk = await hold({ rounds: 3 }, doing({ do: 'set', parameters }))
    expect(askedIn(talk)).toBe('p1 | p2 | p3 | p1 | p2 | p3 | p1 p2 p3')
  })

  test('news and planted words stand among what was said', async () => {
    const news = await hold({}, doing({ do: 'news', audience: seatsOf(3), text: 'It rains.' }))
    expect(news.readings.at(-1)?.parts).toContainEqual(
      expect.objectContaining({ name: 'news', text: 'It rains.', source: 'news@3', round: 2 }),
    )
    const audience = seatsOf(3)
    const words = { who: P1, channel: 'public', audience, text: 'Hm.' }
    const planted = await hold({}, doing({ do: 'say', ...words }))
    const told = (of: string) =>
      planted.readings.findLast((one) => one.of === of)?.parts.find(({ text }) => /Hm/.test(text))
    expect(told('p1')).toMatchObject({ name: 'own', role: 'assistant', text: 'Hm.' })
    expect(told('p2')).toMatchObject({ name: 'messages', text: '[Agent-A]: Hm.' })
  })
})

describe('what is refused', () => {
  const complaints = (input: object): string[] => {
    const parsed = Parameters.safeParse({ brief: BRIEF, ...input })
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }

  test.each([
    [{ brief: ' ' }, 'brief: say what is to be talked about'],
    [{ rounds: 0 }, 'rounds: at least 1 round'],
    [{ names: ['Ann', 'Bob', 'ann'] }, 'names.2: two participants are called "ann"'],
    [{ names: ['Ann', 'Moderator'] }, 'moderatorName: two participants are called "Moderator"'],
    [{ order: { fixed: [1, 2, 1] } }, 'order.fixed: the order names place 1 twice'],
    [{ order: 'random' }, 'order: use fixed, rotating'],
    [
      { order: { staggered: { launches: { every: 1 }, delays: [1, 0] } } },
      'order.staggered.delays: a delay of 0',
    ],
    [
      { order: { staggered: { launches: { min: 5, max: 1 }, delays: [1] } } },
      'order.staggered.launches: min 5 is above max 1',
    ],
    [{ visibility: { teams: [[1], [1, 2]] } }, 'visibility.teams: the teams name place 1 twice'],
    [
      { vote: { question: 'x', options: ['a', 'A'] } },
      'vote.options.1: two options are called "A"',
    ],
    [{ vote: { question: 'x' } }, 'vote: give either options to vote for or words, not both'],
    [
      { vote: { question: 'x', options: ['a', 'b'], reach: 0.5 } },
      'vote.reach: a talk that is over cannot be ended by its vote',
    ],
  ])('%j', (input, told) => {
    expect(complaints(input).join('\n')).toContain(told)
  })

  test.each([
    [{ names: ['Ann'] }, { speaker: 2 }, 'names: 1 of 2 speakers are named'],
    [{ order: { fixed: [1, 4] } }, { speaker: 3 }, 'order.fixed: names place 4, where nobody sits'],
    [{ order: 'moderated' }, { speaker: 2 }, 'order: a moderator is to choose'],
    [{ visibility: 'moderator' }, { speaker: 2 }, 'visibility: only a moderator is to hear'],
    [{ visibility: { teams: [[3]] } }, { speaker: 2 }, 'visibility.teams: names place 3'],
    [{}, { speaker: 1 }, 'visibility: there is one speaker'],
    [
      { order: { staggered: { launches: [0], delays: [1, 1] } } },
      { speaker: 2 },
      'order.staggered: staggered talk gives 1 launches for 2 speakers',
    ],
  ])('%j for %j', (input, cast, told) => {
    const parameters = Parameters.parse({ brief: BRIEF, ...input })
    expect(castProblems(parameters, cast).join()).toContain(told)
    expect(castProblems(Parameters.parse({ brief: BRIEF }), { speaker: 4, moderator: 1 })).toEqual(
      [],
    )
  })
})

describe('the golden record', () => {
  const tell = (entries: readonly TickEntry[]): string[] =>
    entries.map(({ kind, ...rest }) => `${kind} ${JSON.stringify(rest)}`)

  test('reads as it always did', async () => {
    const { ticks, readings } = await hold(
      {
        rounds: 2,
        order: { staggered: { launches: [0, 10], delays: [15, 5] } },
        vote: { question: 'Which plan?', options: ['trees', 'party'] },
      },
      { speakers: 2, moderators: 1, seed: 2026 },
    )
    const pages = ticks.map(({ tick, round, content: { phase, entries } }) => {
      const asked = entries.findIndex(({ kind }) => kind === 'decision-asked')
      const read = readings
        .filter((one) => one.tick === tick)
        .map(({ of, parts }) => [
          `--- ${of} reads`,
          ...parts
            .filter(({ text }) => text !== '')
            .map(({ name, role = 'user', text }) => `${role} (${name}): ${text}`),
        ])
      return [
        `=== tick ${tick} · round ${round} · ${phase}`,
        ...tell(entries.slice(0, asked)),
        ...read.flat(),
        '--- and then',
        ...tell(entries.slice(asked)),
      ].join('\n')
    })
    await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/two-rounds.txt')
  })
})

test('`staggered` alone is staggered as on the platform of the study', async () => {
  const { ticks } = await hold({ order: 'staggered', rounds: 2 })
  const said = entriesOf(ticks, 'message-sent').filter(({ from }) => from !== null)
  expect(said).toHaveLength(6)
  for (const { launched = 0, arrived = 0 } of said) expect(arrived).toBeGreaterThan(launched)
})
