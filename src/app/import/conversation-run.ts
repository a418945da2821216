/** What was said, in order and by name, as a run: the participants are those who speak, and there is a tick for each message. */
import type { Json } from '../../base/canonical-json.ts'
import { BadInputError } from '../../base/errors.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { FINISHED, IMPORTED, participantAt, type ForeignRun } from './foreign-run.ts'

export interface Utterance {
  readonly speaker: string
  readonly text: string
  /** As the source writes it; null where it does not say. */
  readonly round: string | null
  readonly channel: string | null
  readonly time: string | null
  /** Where it stands, for complaints: `file:12`. */
  readonly place: string
}

export interface Conversation {
  /** What the source calls it. */
  readonly name: string | null
  readonly treatment: string
  readonly replicate: number
  readonly utterances: readonly Utterance[]
}

/**
 * Participants are numbered in the order in which they first speak. Who may hear a channel is not in such a source: everybody is taken to hear `public`,
 * and another channel those who speak on it.
 * @throws BadInputError where rounds go back.
 */
export function conversationRun({
  name,
  treatment,
  replicate,
  utterances,
}: Conversation): ForeignRun {
  const names = [...new Set(utterances.map(({ speaker }) => speaker))]
  const seated = new Map(names.map((speaker, place) => [speaker, participantAt(place)]))
  const idOf = (speaker: string): ParticipantId => seated.get(speaker) as ParticipantId
  const members = new Map<string, ParticipantId[]>()
  for (const { channel, speaker } of utterances) {
    if (channel === null || channel === 'public') continue
    const list = members.get(channel) ?? []
    members.set(channel, list)
    if (!list.includes(idOf(speaker))) list.push(idOf(speaker))
  }
  for (const list of members.values()) list.sort(bySeat)
  const everybody = [...seated.values()]
  const rounds = roundNumbers(utterances)
  const parameters: Record<string, Json> = { names }
  if (name !== null) parameters['run'] = name
  if (rounds.isRenamed) parameters['sourceRounds'] = [...rounds.names]
  if (utterances.some(({ time }) => time !== null))
    parameters['sourceTimes'] = utterances.map(({ time }) => time)
  return {
    name,
    plan: {
      treatment,
      levels: {},
      replicate,
      parameters,
      seats: names.map((speaker, place) => ({
        participant: participantAt(place),
        role: 'speaker',
        agent: speaker,
        policy: IMPORTED,
        settings: {},
        persona: null,
      })),
    },
    ticks: utterances.map(({ speaker, text, round, channel }) => ({
      round: round === null ? null : (rounds.numbers.get(round) ?? null),
      phase: 'talking',
      entries: [
        {
          kind: 'message-sent',
          from: idOf(speaker),
          channel: channel ?? 'public',
          audience: members.get(channel ?? 'public') ?? everybody,
          text,
          onRecord: true,
        },
      ],
    })),
    end: FINISHED,
  }
}

function bySeat(one: ParticipantId, other: ParticipantId): number {
  return Number(one.slice(1)) - Number(other.slice(1))
}

interface Rounds {
  /** The source's name of a round → its number here, from 1. */
  readonly numbers: ReadonlyMap<string, number>
  /** By number, from 1 on. */
  readonly names: readonly string[]
  /** True where a number here is not the name there. */
  readonly isRenamed: boolean
}

/**
 * Whole numbers from 1 stay as they are; whole numbers from 0 go up by one; other names are numbered as they come.
 * @throws BadInputError where a round comes back once another has begun: then the order is not that of the talk.
 */
export function roundNumbers(utterances: readonly Pick<Utterance, 'round' | 'place'>[]): Rounds {
  const numbers = new Map<string, number>()
  const given = [...new Set(utterances.flatMap(({ round }) => (round === null ? [] : [round])))]
  const isWhole = given.every((round) => /^(?:0|[1-9][0-9]{0,5})$/.test(round))
  const shift = isWhole && given.includes('0') ? 1 : 0
  given.forEach((round, i) => numbers.set(round, isWhole ? Number(round) + shift : i + 1))
  let last = 0
  for (const { round, place } of utterances) {
    const number = round === null ? last : (numbers.get(round) ?? 0)
    if (number < last) {
      const before = given.find((one) => numbers.get(one) === last) ?? ''
      throw new BadInputError(
        `${place}: round ${round} comes after round ${before}. Put the messages into the order in which they were said.`,
      )
    }
    last = number
  }
  const names: string[] = []
  for (const [round, number] of numbers) names[number - 1] = round
  return {
    numbers,
    names: Array.from(names, (round, i) => round ?? String(i + 1 - shift)),
    isRenamed: given.some((round) => round !== String(numbers.get(round))),
  }
}
