/** From words to messages: who hears them, which of them are delivered, and when. */
import {
  audienceOf,
  say,
  type Effect,
  type ParticipantId,
  type Said,
  type Turn,
  type Value,
} from '../../src/index.ts'
import { wish, type Arriving, type Context } from './context.ts'
import { selectionOf, type Table } from './table.ts'

type Decisions = Readonly<Record<ParticipantId, Value>>

/** The words of a turn are heard; in staggered talk, what has arrived by the next step is. `turn` names the turn within its round. */
export function deliver(context: Context, turn: Turn, decisions: Decisions, name: string): Context {
  const said = turn.who.flatMap((from): Arriving[] => {
    const text = decisions[from]
    return typeof text === 'string' && text.trim() !== '' ? [{ from, text }] : []
  })
  const talk = { ...context.talk, said: context.talk.said + said.length }
  const counted = { ...context, talk }
  return talk.schedule === null
    ? wish(counted, ...messages(counted, said, name))
    : arrive(counted, [...talk.onTheirWay, ...said], name)
}

/** The record holds a staggered message when it arrives, so that nobody can have heard it before. */
function arrive(context: Context, onTheirWay: readonly Arriving[], name: string): Context {
  const { talk } = context
  const next = talk.held.length
  const due = (talk.schedule?.arrivals ?? []).flatMap(({ from, launched, arrived }) => {
    const words = onTheirWay.find((one) => one.from === from)
    return arrived === next && words !== undefined ? [{ ...words, launched }] : []
  })
  const heard = messages(context, due, name).map((message): Effect => {
    const launched = due.find(({ from }) => from === message.from)?.launched ?? 0
    return {
      ...message,
      launched: talk.firstTick + launched,
      arrived: talk.firstTick + next,
    }
  })
  const still = onTheirWay.filter(({ from }) => !due.some((one) => one.from === from))
  return wish({ ...context, talk: { ...talk, onTheirWay: still } }, ...heard)
}

/** A notice of failure, heard by those who would have heard the words. */
export function noticeOf(from: ParticipantId, text: string, table: Table): Effect {
  return { ...message({ from, text, audience: audienceAt(table, from) }, table), notice: true }
}

function messages({ round, table }: Context, said: readonly Arriving[], name: string) {
  const heard = said.map(({ from, text }): Said => {
    return { from, text, audience: audienceAt(table, from) }
  })
  return selectionOf(table, `${round}/${name}`)(heard).map((one) => message(one, table))
}

function audienceAt(table: Table, from: ParticipantId): ParticipantId[] {
  return audienceOf(table.channelOf(from), from, table.hears)
}

function message({ from, text, audience }: Said, table: Table) {
  const channel = table.channelOf(from).name
  return say({ from, channel, audience: [...audience], text, onRecord: true })
}
