/** How much each role said under each treatment. */
import type { ParticipantId } from '../../record/ids.ts'
import { inOrder, type Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import type { Question, RunRead } from './read-runs.ts'

/** What the seats of one role said in a run under one treatment: their own words, without notices and what was planted. Finished runs only. */
export interface TalkReport {
  readonly treatment: string
  readonly role: string
  /** Messages of a seat in a run. */
  readonly messages: Estimate
  /** Words of a message: stretches without white space. */
  readonly words: Estimate
  /** The share of its seats that said nothing at all. */
  readonly silent: Estimate
}

interface Group {
  readonly treatment: string
  readonly role: string
  readonly messages: number[]
  readonly words: number[]
  readonly silent: number[]
}

interface Said {
  messages: number
  words: number
}

/** Means over the seats of a role within each run, then over the runs in which anybody said anything. */
export function talkQuestion(design: Design): Question<readonly TalkReport[]> {
  const groups = new Map<string, Group>()
  return {
    kinds: ['message-sent'],
    add(run) {
      if (run.status !== 'finished') return
      const said = saidIn(run)
      if (said.size === 0) return
      for (const role of new Set(run.seats.map((seat) => seat.role))) {
        const key = JSON.stringify([run.treatment, role])
        const group = groups.get(key) ?? noTalk(run.treatment, role)
        groups.set(key, group)
        addRole(group, run, said)
      }
    },
    answer: () =>
      inOrder(
        design,
        [...groups.values()].map(({ treatment, role, messages, words, silent }) => ({
          treatment,
          role,
          messages: estimateOf(messages),
          words: estimateOf(words),
          silent: estimateOf(silent, A_RATE),
        })),
      ),
  }
}

function noTalk(treatment: string, role: string): Group {
  return { treatment, role, messages: [], words: [], silent: [] }
}

function saidIn({ times }: RunRead): ReadonlyMap<ParticipantId, Said> {
  const said = new Map<ParticipantId, Said>()
  for (const [list, n] of times) {
    for (const entry of list) {
      if (entry.kind !== 'message-sent' || entry.from === null) continue
      if (entry.notice === true || entry.planted === true) continue
      const own = said.get(entry.from) ?? { messages: 0, words: 0 }
      own.messages += n
      own.words += n * wordsIn(entry.text)
      said.set(entry.from, own)
    }
  }
  return said
}

/** Words: stretches without white space. */
export function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

function addRole(group: Group, { seats }: RunRead, said: ReadonlyMap<ParticipantId, Said>): void {
  const own = seats
    .filter(({ role }) => role === group.role)
    .map(({ participant }) => said.get(participant) ?? { messages: 0, words: 0 })
  const messages = own.reduce((sum, one) => sum + one.messages, 0)
  group.messages.push(messages / own.length)
  group.silent.push(own.filter((one) => one.messages === 0).length / own.length)
  if (messages > 0) group.words.push(own.reduce((sum, one) => sum + one.words, 0) / messages)
}
