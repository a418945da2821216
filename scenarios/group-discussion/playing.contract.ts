/** Holds discussions for tests, with participants that keep what they heard and read, and reads the record back. */
import { Streams, type Random } from '../../src/base/random.ts'
import type { Policy, Situation } from '../../src/play/agent/policy.ts'
import { playRun } from '../../src/play/kernel/play-run.ts'
import type { Value } from '../../src/record/ask.ts'
import type { TickEntry } from '../../src/record/entry.ts'
import { ParticipantId } from '../../src/record/ids.ts'
import type { Plan } from '../../src/record/plan.ts'
import type { RunEnded } from '../../src/record/run-entries.ts'
import type { Heard } from '../../src/record/seen.ts'
import type { TextPart } from '../../src/record/prompt.ts'
import type { Tick } from '../../src/record/tick.ts'
import { groupDiscussion } from './scenario.ts'

/** What one participant had heard, and read, before one answer. */
export interface Reading {
  readonly of: ParticipantId
  readonly tick: number
  readonly round: number | null
  readonly ask: Situation['ask']
  readonly heard: readonly Heard[]
  readonly parts: readonly TextPart[]
}

export interface Talk {
  readonly ticks: readonly Tick[]
  readonly readings: readonly Reading[]
  readonly end: RunEnded
  readonly hash: string
}

/** An answer, or for a loss its reason: `{ lost: 'failed: no connection' }`. */
export type Speaker = (situation: Situation, random: Random) => Value | { readonly lost: string }

/** Words that no other message holds. */
export function token(of: string, tick: number): string {
  return `<${of}.${tick}>`
}

/** Says unique words, raises its hand, votes and chooses as chance will have it. */
export const anySpeaker: Speaker = ({ ask, tick }, random) => {
  if (ask.form.passable === true && random.chance(0.25)) return null
  switch (ask.form.kind) {
    case 'choice':
      return random.pick(ask.form.options)
    case 'amount':
      return ask.form.min
    case 'text':
      return random.chance(0.1) ? ' ' : token(ask.of, tick)
  }
}

export interface Setting {
  readonly parameters: object
  readonly speakers: number
  readonly moderators?: number
  readonly seed?: number
  readonly speaker?: Speaker
  readonly design?: Partial<Pick<Plan, 'interventions' | 'probes'>>
}

export function seatsOf(speakers: number, moderators = 0): ParticipantId[] {
  return Array.from({ length: speakers + moderators }, (_, i) => ParticipantId.parse(`p${i + 1}`))
}

export async function holdTalk(setting: Setting): Promise<Talk> {
  const { seed = 1, speaker = anySpeaker, speakers, moderators } = setting
  const ticks: Tick[] = []
  const readings: Reading[] = []
  let end: RunEnded | undefined
  const streams = new Streams(seed)
  const policyOf = (of: ParticipantId): Policy => {
    const random = streams.stream(`test/${of}`)
    return {
      decide(situation) {
        const { ask, tick, round = null, seen } = situation
        readings.push({ of, tick, round, ask, heard: [...seen.messages], parts: situation.read() })
        const value = speaker(situation, random)
        if (value === null || typeof value !== 'object') return value
        const nothing = { value: null, displayed: null, status: 'forfeited', attempts: 1 } as const
        const decision = { kind: 'decision-defaulted', of, ask: ask.name, ...nothing } as const
        return Promise.resolve({
          trail: [],
          decision: { ...decision, why: value.lost },
          latenciesMs: [],
        })
      },
    }
  }
  const outcome = await playRun({
    plan: planOf(setting, seed),
    scenario: groupDiscussion,
    policies: new Map(seatsOf(speakers, moderators).map((one) => [one, policyOf(one)])),
    reseat: ({ participant }) => policyOf(participant),
    ledger: {
      start: () => {},
      tick: (tick) => void ticks.push(tick),
      end: (entry) => void (end = entry),
    },
  })
  if (outcome.kind === 'left' || end === undefined) throw new Error('the talk was left')
  return { ticks, readings, end, hash: outcome.hash }
}

function planOf({ parameters, speakers, moderators, design }: Setting, seed: number): Plan {
  const seat = { agent: 'test', policy: 'test', settings: {}, persona: null }
  return {
    experiment: 'test',
    scenario: { name: groupDiscussion.name, version: groupDiscussion.version },
    parameters: parameters as Plan['parameters'],
    seats: seatsOf(speakers, moderators).map((participant, i) => ({
      participant,
      role: i < speakers ? 'speaker' : 'moderator',
      ...seat,
    })),
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed,
    invalid: { reask: 0, then: 'forfeit' },
    ...design,
  }
}

export function entriesOf<K extends TickEntry['kind']>(
  ticks: readonly Tick[],
  kind: K,
): (Extract<TickEntry, { kind: K }> & { readonly tick: number })[] {
  return ticks.flatMap(({ tick, content }) =>
    content.entries
      .filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)
      .map((entry) => ({ ...entry, tick })),
  )
}
