import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign } from 'xstate'
import { z } from 'zod'
import { Streams, type Random } from '../../base/random.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Deed, Intervention } from '../../record/intervention.ts'
import type { Plan } from '../../record/plan.ts'
import type { Probe, ProbeTime } from '../../record/probe.ts'
import type { RunStarted } from '../../record/run-entries.ts'
import type { Seat } from '../../record/seat.ts'
import type { Tick } from '../../record/tick.ts'
import type { Policy, Situation } from '../agent/policy.ts'
import { defineScenario, scenarioSetup } from '../scenario/define-scenario.ts'
import { ask, pay, say, type Effect } from '../scenario/effects.ts'
import type { Prefix } from './job.ts'
import { playRun } from './play-run.ts'

const [p1, p2, p3] = ['p1', 'p2', 'p3'].map((id) => ParticipantId.parse(id)) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const EVERYBODY = [p1, p2, p3]

interface Context {
  readonly round: number
  readonly rounds: number
  readonly worth: number
  readonly lost: Readonly<Record<string, string>>
  readonly draw: (stream: string, index: number) => number
}

const Parameters = z.strictObject({
  rounds: z.int().positive().default(4),
  worth: z.number().default(2),
})

const asks = (): Effect[] =>
  EVERYBODY.map((of) => ask(of, 'bid', { kind: 'amount', min: 0, max: 10, step: 1 }))

/** Everybody names an amount in each round, which is said aloud and paid by its worth, and a little by chance. */
function follow(
  context: Context,
  { decisions, lost = {} }: { decisions: object; lost?: object },
): Effect[] {
  return Object.entries(decisions).flatMap(([id, value]: [string, unknown]): Effect[] => {
    const from = ParticipantId.parse(id)
    if (value === null) {
      const why = String((lost as Record<string, string>)[id])
      return [
        say({ from, channel: 'log', audience: [from], text: `lost: ${why}`, onRecord: false }),
      ]
    }
    const amount = value as number
    const luck = Math.floor(context.draw('luck', context.round * 8 + Number(id.slice(1))) * 3)
    return [
      say({ from, channel: 'public', audience: EVERYBODY, text: `${amount}`, onRecord: true }),
      pay(from, amount * context.worth + luck),
    ]
  })
}

const bidding = defineScenario({
  name: 'bidding',
  version: 1,
  summary: '',
  citation: '',
  parameters: Parameters,
  roles: { bidder: { min: 3, max: 3 } },
  machine: scenarioSetup<z.infer<typeof Parameters>, Context, 'bidder'>().createMachine({
    context: ({ input }) => ({ ...input.parameters, round: 1, lost: {}, draw: input.draw }),
    initial: 'bidding',
    states: {
      bidding: {
        entry: { type: 'effects', params: asks },
        on: {
          decided: [
            {
              guard: ({ context }) => context.round >= context.rounds,
              target: 'over',
              actions: { type: 'effects', params: ({ context, event }) => follow(context, event) },
            },
            {
              actions: [
                { type: 'effects', params: ({ context, event }) => follow(context, event) },
                assign({ round: ({ context }) => context.round + 1 }),
                { type: 'effects', params: asks },
              ],
            },
          ],
        },
      },
      over: { type: 'final' },
    },
  }),
  counterbalance: {},
  read: (seen, { name }) => [
    { name: 'heard', text: seen.messages.map(({ text }) => text).join(' ') },
    { name: 'question', text: name },
  ],
  tellsMessages: true,
  mostTicks: ({ rounds }) => rounds,
  mostRounds: ({ rounds }) => rounds,
  amend: ({ context }, parameters) => ({
    context: { ...(context as Context), ...parameters },
    effects: asks(),
  }),
})

const seatOf = (participant: ParticipantId, settings: Seat['settings'] = {}): Seat => ({
  participant,
  role: 'bidder',
  agent: 'x',
  policy: 'x',
  settings,
  persona: null,
})

const planOf = (more: Partial<Plan> = {}): Plan => ({
  experiment: 'test',
  scenario: { name: 'bidding', version: 1 },
  parameters: {},
  seats: EVERYBODY.map((participant) => seatOf(participant)),
  treatment: 'all',
  levels: {},
  counterbalance: {},
  replicate: 1,
  seed: 1,
  invalid: { reask: 0, then: 'forfeit' },
  ...more,
})

/** Bids by chance and by what it has heard, and answers probes with its number of messages heard; or bids one amount where its seat says so. */
function bidder({ settings, participant }: Seat, streams: Streams): Policy {
  const random: Random = streams.stream(`policy/${participant}`)
  const { always } = settings
  const decide = ({ seen }: Situation): number =>
    typeof always === 'number' ? always : (random.below(8) + seen.messages.length) % 11
  return {
    decide,
    retrace: (situation) => void decide(situation),
    probe: async ({ ask: { of, name }, seen, read }) => ({
      trail: [{ kind: 'observation-shown', to: of, ask: name, parts: partsOf(read()) }],
      decision: {
        kind: 'decision-taken',
        of,
        ask: name,
        value: seen.messages.length,
        displayed: null,
        status: 'valid',
        attempts: 1,
      },
      latenciesMs: [],
    }),
  }
}

const partsOf = (parts: readonly { name: string; text: string }[]) =>
  parts.map(({ name, text }) => ({ name, text, role: 'user' as const }))

async function play(plan: Plan, prefix?: Prefix) {
  const ticks: Tick[] = []
  let started: RunStarted | undefined
  const streams = new Streams(plan.seed)
  const outcome = await playRun({
    plan,
    scenario: bidding,
    policies: new Map(plan.seats.map((seat) => [seat.participant, bidder(seat, streams)])),
    reseat: bidder,
    prefix,
    ledger: {
      start: (entry) => void (started = entry),
      tick: (tick) => void ticks.push(tick),
      end: () => {},
    },
  })
  if (outcome.kind !== 'ended') throw new Error('it was left')
  const entries = ticks.flatMap(({ content }) => content.entries)
  return { ...outcome, ticks, entries, started: started as RunStarted }
}

const at = (tick: number, deed: Deed): Intervention => ({ at: { tick }, deed })
const ofKind = <K extends TickEntry['kind']>(entries: readonly TickEntry[], kind: K) =>
  entries.filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)
const crash = (
  who: ParticipantId,
  more: Partial<Extract<Deed, { do: 'crash' }>> = {},
): Extract<Deed, { do: 'crash' }> => ({
  do: 'crash',
  who,
  lasting: 'permanent',
  notice: 'The model is gone.',
  told: 'at-once',
  audience: EVERYBODY,
  ...more,
})

const probeAt = (at: ProbeTime): Probe => ({
  name: 'x',
  of: EVERYBODY,
  at,
  question: 'How many?',
  form: { kind: 'amount', min: 0, max: 100, step: 1 },
})

describe('a crash', () => {
  test('is an entry; what it is asked is forfeited in the open, and the machine is told why', async () => {
    const { ticks, end } = await play(planOf({ interventions: [at(1, crash(p2))] }))
    expect(end.how).toBe('finished')
    expect(ticks[1]?.content.entries[0]).toMatchObject({ kind: 'intervention-applied' })
    expect(ticks[1]?.content.entries[1]).toMatchObject({ kind: 'participant-crashed', of: p2 })
    for (const { content } of ticks.slice(1)) {
      expect(ofKind(content.entries, 'decision-defaulted')).toEqual([
        expect.objectContaining({ of: p2, value: null, why: 'crashed', attempts: 0 }),
      ])
      expect(content.entries).toContainEqual(expect.objectContaining({ text: 'lost: crashed' }))
    }
    expect(ofKind(ticks[0]?.content.entries ?? [], 'decision-defaulted')).toEqual([])
  })

  test.each([
    ['each time that it is asked', 'at-once' as const, [2, 3, 4]],
    ['never', 'never' as const, []],
    ['some rounds later, once', { afterRounds: 2 }, [4]],
  ])('is told to the others %s', async (_, told, rounds) => {
    const { ticks } = await play(planOf({ interventions: [at(1, crash(p2, { told }))] }))
    const heard = ticks.flatMap(({ round, content }) =>
      ofKind(content.entries, 'message-sent')
        .filter(({ notice }) => notice)
        .map(() => round),
    )
    expect(heard).toEqual(rounds)
  })

  test('that passes lets the participant answer again', async () => {
    const { ticks } = await play(
      planOf({ interventions: [at(1, crash(p2, { lasting: { rounds: 2 } }))] }),
    )
    const lost = ticks.map(({ content }) => ofKind(content.entries, 'decision-defaulted').length)
    expect(lost).toEqual([0, 1, 1, 0])
    expect(ticks[3]?.content.entries[0]).toMatchObject({ kind: 'participant-returned', of: p2 })
  })

  test('and removal differ in what is told: of somebody removed nothing is', async () => {
    const { entries } = await play(planOf({ interventions: [at(0, { do: 'remove', who: p3 })] }))
    expect(ofKind(entries, 'participant-removed')).toHaveLength(1)
    expect(ofKind(entries, 'message-sent').filter(({ notice }) => notice)).toEqual([])
    expect(ofKind(entries, 'decision-defaulted').map(({ why }) => why)).toEqual(
      Array.from({ length: 4 }, () => 'removed'),
    )
  })
})

describe('an intervention', () => {
  test('seats somebody else, who goes on from what the place has seen', async () => {
    const seat = seatOf(p1, { always: 7 })
    const { entries } = await play(
      planOf({ interventions: [at(2, { do: 'replace', who: p1, seat })] }),
    )
    const bids = ofKind(entries, 'decision-taken').filter(({ of }) => of === p1)
    expect(bids.slice(2).map(({ value }) => value)).toEqual([7, 7])
  })

  test.each<[string, Deed[], string[]]>([
    ['crashed', [crash(p2)], ['participant-crashed', 'participant-returned']],
    [
      'been taken out',
      [{ do: 'remove', who: p2 }],
      ['participant-removed', 'participant-returned'],
    ],
  ])(
    'seats somebody in the place of one who has %s, and whoever sits there answers',
    async (_, gone, kinds) => {
      const replace: Deed = { do: 'replace', who: p2, seat: seatOf(p2, { always: 7 }) }
      for (const later of [0, 1]) {
        const { ticks } = await play(
          planOf({ interventions: [...gone.map((deed) => at(1, deed)), at(1 + later, replace)] }),
        )
        const entries = ticks.slice(1).flatMap(({ content }) => content.entries)
        const presence = entries.filter(({ kind }) => kind.startsWith('participant-'))
        expect(presence.map(({ kind }) => kind)).toEqual(kinds)
        const bids = entries.flatMap((entry) =>
          (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted') &&
          entry.of === p2
            ? [entry.value]
            : [],
        )
        expect(bids).toEqual(later === 0 ? [7, 7, 7] : [null, 7, 7])
      }
    },
  )

  test('that crashes whoever was just seated leaves the place silent', async () => {
    const replace: Deed = { do: 'replace', who: p2, seat: seatOf(p2, { always: 7 }) }
    const { entries } = await play(planOf({ interventions: [at(1, replace), at(1, crash(p2))] }))
    expect(ofKind(entries, 'decision-defaulted').map(({ of }) => of)).toEqual([p2, p2, p2])
  })

  test('that takes everybody out lets the run come to its end, in which nobody decides', async () => {
    const interventions = EVERYBODY.map((who) => at(0, { do: 'remove', who } as const))
    const { entries, end } = await play(
      planOf({
        interventions,
        probes: [probeAt('every-round'), { ...probeAt('after'), name: 'b' }],
      }),
    )
    expect(end.how).toBe('finished')
    expect(ofKind(entries, 'decision-defaulted')).toHaveLength(12)
    expect(ofKind(entries, 'decision-taken')).toEqual([])
    const probed = ofKind(entries, 'probe-answered')
    expect(new Set(probed.map(({ status }) => status))).toEqual(new Set(['not-asked']))
  })

  test('of several answers in one place, the last holds', async () => {
    const answer = (value: number): Intervention =>
      at(1, { do: 'answer', who: p2, ask: null, value })
    const { ticks } = await play(planOf({ interventions: [answer(10), answer(3)] }))
    expect(ofKind(ticks[1]?.content.entries ?? [], 'decision-taken')[1]?.value).toBe(3)
  })

  test('puts words in a mouth, and nobody who hears them can tell', async () => {
    const said: Deed = {
      do: 'say',
      who: p3,
      channel: 'public',
      audience: EVERYBODY,
      text: 'I give up.',
    }
    const probe: Probe = {
      name: 'heard',
      of: [p1],
      at: 'every-round',
      question: 'What was said?',
      form: { kind: 'amount', min: 0, max: 100, step: 1 },
    }
    const { entries } = await play(planOf({ interventions: [at(0, said)], probes: [probe] }))
    expect(ofKind(entries, 'message-sent')[0]).toMatchObject({ from: p3, planted: true })
    const shown = ofKind(entries, 'observation-shown')[0]
    expect(shown?.parts[0]?.text).toBe('I give up.')
    expect(JSON.stringify(shown)).not.toContain('planted')
  })

  test('answers in the place of a participant, who is not asked', async () => {
    const deed: Deed = { do: 'answer', who: p2, ask: 'bid', value: 10 }
    const { ticks } = await play(planOf({ interventions: [at(1, deed)] }))
    expect(ofKind(ticks[1]?.content.entries ?? [], 'decision-taken')[1]).toMatchObject({
      of: p2,
      value: 10,
      status: 'planted',
      attempts: 0,
    })
  })

  test('pays, tells news, and sets parameters from there on', async () => {
    const { ticks, entries } = await play(
      planOf({
        interventions: [
          at(2, { do: 'pay', who: p1, points: 100 }),
          at(2, { do: 'news', audience: [p1, p2], text: 'Rain.' }),
          at(2, { do: 'set', parameters: { worth: 0, rounds: 6 } }),
        ],
      }),
    )
    expect(ticks).toHaveLength(6)
    expect(ofKind(entries, 'payoff-awarded')).toContainEqual({
      kind: 'payoff-awarded',
      to: p1,
      points: 100,
    })
    expect(ofKind(entries, 'message-sent')).toContainEqual(
      expect.objectContaining({ from: null, channel: 'news', text: 'Rain.' }),
    )
    const paid = ticks.map(({ content }) =>
      ofKind(content.entries, 'payoff-awarded').every(({ points }) => points < 3 || points === 100),
    )
    expect(paid).toEqual([false, false, true, true, true, true])
  })

  test.each<[string, Intervention, RegExp]>([
    ['beyond the end', at(9, crash(p1)), /at tick 9 was never due: the run ended before, after 4/],
    [
      'for a round that never comes',
      { at: { round: 5 }, deed: crash(p1) },
      /at round 5 was never due/,
    ],
    [
      'that answers what is not asked',
      at(1, { do: 'answer', who: p1, ask: 'vote', value: 1 }),
      /answers for p1 at "vote", who is not asked then. Asked are p1 \("bid"\)/,
    ],
    [
      'that answers what is no answer',
      at(1, { do: 'answer', who: p1, ask: null, value: 11 }),
      /the answer 11 .* does not fit the ask "bid"/,
    ],
  ])('%s ends the run as failed and says why', async (_, intervention, why) => {
    const { end } = await play(planOf({ interventions: [intervention] }))
    expect(end).toMatchObject({ how: 'failed', why: expect.stringMatching(why) as string })
  })

  test('that sets what cannot be set ends its own run, and says why', async () => {
    const interventions = [at(1, { do: 'set', parameters: { rounds: -1 } })]
    const { end } = await play(planOf({ interventions }))
    expect(end).toMatchObject({
      how: 'failed',
      why: expect.stringMatching(/cannot be changed to.*rounds/) as string,
    })
  })
})

const times = fc.oneof(
  fc.constantFrom<ProbeTime>('before', 'after', 'every-round'),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
    .map((rounds): ProbeTime => ({ rounds })),
  fc.constant<ProbeTime>({ phase: 'bidding' }),
)
const probes = fc
  .array(fc.record({ at: times, of: fc.subarray(EVERYBODY, { minLength: 1 }) }), { minLength: 1 })
  .map((list) =>
    list.map(({ at, of }, i): Probe => ({
      name: `probe-${i}`,
      of,
      at,
      question: 'How many?',
      form: { kind: 'amount', min: 0, max: 1_000, step: 1 },
    })),
  )

/** Everything but what belongs to probes. */
const playIn = (entries: readonly TickEntry[]): readonly TickEntry[] =>
  entries.filter(
    (entry) =>
      entry.kind !== 'probe-asked' &&
      entry.kind !== 'probe-answered' &&
      !('ask' in entry && entry.ask.startsWith('probe/')),
  )

describe('a probe', () => {
  test('leaves the play as it is: with and without probes it has the same entries', async () => {
    await fc.assert(
      fc.asyncProperty(probes, fc.integer({ min: 0, max: 1_000 }), async (list, seed) => {
        const without = await play(planOf({ seed }))
        const withThem = await play(planOf({ seed, probes: list }))
        expect(playIn(withThem.entries)).toEqual(without.entries)
        expect(ofKind(withThem.entries, 'probe-answered').length).toBe(
          ofKind(withThem.entries, 'probe-asked').length,
        )
      }),
      { numRuns: 60 },
    )
  })

  test('is put when it is due, and knows what was said until then', async () => {
    const at = { rounds: [1, 3] }
    const form = { kind: 'amount' as const, min: 0, max: 100, step: 1 }
    const heard: Probe = { name: 'heard', of: [p2], at, question: 'How many?', form }
    const late: Probe = { ...heard, name: 'late', at: 'after' }
    const { ticks } = await play(planOf({ probes: [heard, late] }))
    const answers = ticks.map(({ content }) =>
      ofKind(content.entries, 'probe-answered').map(({ value }) => value),
    )
    expect(answers).toEqual([[0], [], [6], [], [12]])
  })

  test('of somebody who has crashed, or plays by a rule, is told as not asked', async () => {
    const form = { kind: 'amount' as const, min: 0, max: 100, step: 1 }
    const probe: Probe = { name: 'x', of: [p2], at: 'before', question: 'How many?', form }
    const { entries } = await play(planOf({ probes: [probe], interventions: [at(0, crash(p2))] }))
    expect(ofKind(entries, 'probe-answered')).toEqual([
      expect.objectContaining({ status: 'not-asked', value: null, attempts: 0 }),
    ])
  })
})

describe('a fork', () => {
  const forkOf = async (parent: Awaited<ReturnType<typeof play>>, plan: Plan, tick: number) => {
    const own = { ...plan, fork: { parent: 'run_0000000000000000' as never, tick } }
    return play(own, { origin: parent.started, ticks: parent.ticks.slice(0, tick) })
  }
  const plans = fc
    .record({ seed: fc.integer({ min: 0, max: 1_000 }), probes: fc.option(probes, { nil: null }) })
    .map(({ seed, probes: list }) =>
      planOf({
        seed,
        ...(list === null ? {} : { probes: list }),
        interventions: [at(1, crash(p2, { lasting: { rounds: 1 } }))],
      }),
    )

  test('with no difference has the hash of its parent, wherever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 0, max: 4 }), async (plan, tick) => {
        const parent = await play(plan)
        const fork = await forkOf(parent, plan, tick)
        expect(fork.hash).toBe(parent.hash)
        expect(fork.ticks).toEqual(parent.ticks.slice(tick))
      }),
      { numRuns: 60 },
    )
  })

  test('with a difference has its own ticks from there on, and draws of its own where it is reseeded', async () => {
    const plan = planOf()
    const parent = await play(plan)
    const reseeded = await forkOf(
      parent,
      { ...plan, interventions: [at(2, { do: 'reseed', seed: 77 })] },
      2,
    )
    expect(reseeded.ticks.map(({ tick }) => tick)).toEqual([2, 3])
    expect(reseeded.hash).not.toBe(parent.hash)
    const again = await forkOf(
      parent,
      { ...plan, interventions: [at(2, { do: 'reseed', seed: 77 })] },
      2,
    )
    expect(again.hash).toBe(reseeded.hash)
    const treated = await forkOf(
      parent,
      {
        ...plan,
        interventions: [
          at(2, { do: 'reseed', seed: 77 }),
          at(2, { do: 'pay', who: p1, points: 1 }),
        ],
      },
      2,
    )
    // Common random numbers: what does not depend on the difference is the same.
    expect(ofKind(treated.entries, 'decision-taken')).toEqual(
      ofKind(reseeded.entries, 'decision-taken'),
    )
  })

  test('whose parent was changed is refused', async () => {
    const plan = planOf()
    const parent = await play(plan)
    const other = await play(planOf({ seed: 2 }))
    await expect(forkOf({ ...parent, ticks: other.ticks }, plan, 2)).rejects.toThrow(
      /tick 0, which this fork shares with run_0000000000000000, does not come out/,
    )
  })
})
