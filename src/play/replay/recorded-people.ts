/** People before whose door the record stands: what they have answered already is given back, the rest is brought to them and kept. */
import { contentHash } from '../../base/hash.ts'
import {
  NEVER_CAME,
  type HumanAnswered,
  type RecordedSubmission,
} from '../../record/human-entries.ts'
import { isOfPerson, personRequest, type KeptCall, type OpenCalls } from '../../record/kept-call.ts'
import { readReading } from '../../record/reading.ts'
import type {
  ConsentReply,
  NotPut,
  People,
  PersonAddress,
  PersonReply,
  PutToPerson,
} from '../agent/people.ts'

/**
 * The people of one run. `recorded` are the submissions of its closed ticks; `open` keeps those of the open one, and is null in a replay; `inner` is null
 * where no person can be reached. What is missing then, or was said of another text, is `unreached`.
 */
export function recordedPeople(
  inner: People | null,
  recorded: Iterable<RecordedSubmission>,
  open: OpenCalls | null,
): People {
  const answers = new Map<string, HumanAnswered>()
  const consents = new Map<string, { readonly text: string; readonly given: boolean }>()
  for (const { tick, entry } of recorded) {
    if (entry.kind === 'consent-answered') consents.set(`${tick} ${entry.of}`, entry)
    else answers.set(keyOf({ tick, participant: entry.of, ...entry }), entry)
  }
  const kept = new Map<string, KeptCall>()
  for (const call of open?.kept ?? []) if (isOfPerson(call)) kept.set(keyOf(call), call)

  /** From what is kept, else from the person, whose answer is then kept. */
  const bring = async <R extends PersonReply | ConsentReply>(
    address: PersonAddress,
    shown: unknown,
    ask: (people: People) => Promise<R>,
  ): Promise<R | NotPut> => {
    const request = personRequest(contentHash(shown))
    const found = kept.get(keyOf(address))
    if (found !== undefined) {
      return found.request === request
        ? (JSON.parse(found.completion) as R)
        : unreached(address, 'was answered before, but to other words')
    }
    if (inner === null || open === null || address.tick < open.from)
      return unreached(address, 'is not answered in the record, and nobody can be asked')
    const reply = await ask(inner)
    if (reply.kind === 'withheld' || reply.kind === 'unreached') return reply
    const { tick, participant, attempt } = address
    open.keep(() => ({
      tick,
      participant,
      ask: address.ask,
      attempt,
      sample: 0,
      request,
      completion: JSON.stringify(reply),
    }))
    return reply
  }

  return {
    async answer(put) {
      const { address, parts, form } = put
      const entry = answers.get(keyOf(address))
      if (entry !== undefined) return replyIn(entry)
      return bring(address, { parts, form }, (people) => people.answer(put))
    },
    async consent(address, text, arriveWithinS) {
      const entry = consents.get(`${address.tick} ${address.participant}`)
      if (entry !== undefined) {
        return entry.text === text
          ? { kind: 'answered', given: entry.given }
          : unreached(address, 'comes after consent to another text')
      }
      // Who never came was put the form of consent, and its ask holds what became of it.
      const ask = answers.get(keyOf(address))
      if (ask?.reading === NEVER_CAME) return { kind: 'absent', latencyMs: 0 }
      const aside = { ...address, ask: `${address.ask}/consent` }
      return bring(aside, { text }, (people) => people.consent(address, text, arriveWithinS))
    },
  }
}

/** In memory: what a recorded submission was when it came. */
function replyIn({ reply, reading }: HumanAnswered): PersonReply {
  if (reading === NEVER_CAME) return { kind: 'absent', latencyMs: 0 }
  if (reply === null) return { kind: 'timeout', latencyMs: 0 }
  const { mended } = readReading(reading)
  return { kind: 'submitted', reply, latencyMs: 0, ...(mended.length === 0 ? {} : { mended }) }
}

type Place = Pick<PutToPerson['address'], 'tick' | 'participant' | 'ask' | 'attempt'>

function keyOf({ tick, participant, ask, attempt }: Place): string {
  return JSON.stringify([tick, participant, ask, attempt])
}

function unreached({ tick, participant, ask, attempt }: Place, why: string): NotPut {
  return {
    kind: 'unreached',
    why: `tick ${tick}, ${participant}, ask "${ask}", attempt ${attempt} ${why}: people sit in runs that coterie run plays`,
  }
}
