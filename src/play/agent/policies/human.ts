/** The policy of a seat that a person holds: ask for consent once, show what an agent would see, read the words, ask again until time is up. */
import { assertNever } from '../../../base/assert-never.ts'
import type { AnswerForm, Ask } from '../../../record/ask.ts'
import { NEVER_CAME, PASSED, TIMEOUT, type HumanAnswered } from '../../../record/human-entries.ts'
import { VALID, writeReading } from '../../../record/reading.ts'
import { recordableText } from '../../../record/recordable-text.ts'
import type { AnswerFault, ParsedAnswer } from '../answer.ts'
import { NOTHING_SAID } from '../conversation.ts'
import { decisionOf } from '../decision-of.ts'
import { explainFault } from '../explain-fault.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { NeverCame, NotPut, People, PersonAddress } from '../people.ts'
import type { Considered, Policy, SeatPolicy, Seating, Situation } from '../policy.ts'
import { tell, type Telling } from '../tell.ts'
import { REPLY_LIMIT } from './attempt.ts'
import { fallbackOf, type Fallback } from './fallback.ts'
import { humanSettingsOf, type HumanSettings } from './human-settings.ts'

type Trail = Considered['trail'][number][]

/**
 * Seats people. Who does not consent is asked nothing: the plan's policy for invalid answers speaks, with the reason `no consent`; `never came` in the same way for
 * whoever was not there in the time to come.
 */
export function humanPolicy(people: People): SeatPolicy {
  return (seating) => {
    const settings = humanSettingsOf(seating.seat)
    /** Null until the person has been asked. */
    let consent: boolean | null = settings.consent === undefined ? true : null
    let hasCome = false
    let isAbsent = false
    const decide = async (situation: Situation): Promise<Considered> => {
      // Checked before anybody is asked.
      const fallback = fallbackOf(seating.seat, seating.invalid, situation.ask)
      const trail: Trail = []
      if (isAbsent) return { trail, decision: fallback(NEVER_CAME, 0), latenciesMs: [] }
      const arriveWithinS = hasCome ? null : (settings.arrive_within ?? null)
      const missing = (reply: NeverCame): Considered => {
        isAbsent = true
        return neverCame(situation.ask, reply, fallback)
      }
      if (consent === null) {
        const text = settings.consent ?? ''
        const reply = await people.consent(addressOf(seating, situation, 0), text, arriveWithinS)
        if (reply.kind === 'absent') return missing(reply)
        if (reply.kind !== 'answered') return notAsked(reply, trail, [])
        consent = reply.given
        hasCome = true
        const { participant: of } = seating
        trail.push({ kind: 'consent-answered', of, text, given: reply.given })
      }
      if (!consent) return { trail, decision: fallback('no consent', 0), latenciesMs: [] }
      const within = hasCome ? null : arriveWithinS
      const asking = { people, seating, settings, fallback, within }
      const asked = await askPerson(asking, situation, trail)
      if ('kind' in asked) return missing(asked)
      hasCome = true
      return asked
    }
    const recall: Policy['recall'] = (_, entries) => {
      for (const entry of entries) {
        if (entry.kind === 'consent-answered') consent = entry.given
        if (entry.kind === 'human-answered' && entry.reading === NEVER_CAME) isAbsent = true
        hasCome ||= entry.kind === 'consent-answered' || entry.kind === 'human-answered'
      }
    }
    return { decide, recall }
  }
}

interface Asking {
  readonly people: People
  readonly seating: Seating
  readonly settings: HumanSettings
  readonly fallback: Fallback
  /** Seconds in which it has to come; null where it has. */
  readonly within: number | null
}

/** Asks again as often as it takes; every submission is an entry. */
async function askPerson(
  { people, seating, settings, fallback, within }: Asking,
  situation: Situation,
  before: Trail,
): Promise<Considered | NeverCame> {
  const { ask, seen } = situation
  const { shown } = toldTo(seating, situation)
  const trail: Trail = [...before, shown]
  const latenciesMs: number[] = []
  let refused: string | null = null
  for (let attempt = 0; ; attempt++) {
    const reply = await people.answer({
      address: addressOf(seating, situation, attempt),
      parts: shown.parts,
      form: ask.form,
      refused,
      timeLimitS: settings.time_limit ?? null,
      arriveWithinS: attempt === 0 ? within : null,
      earnings: () => seen.earnings,
    })
    if (reply.kind === 'withheld' || reply.kind === 'unreached')
      return notAsked(reply, trail, latenciesMs)
    if (reply.kind === 'absent') return reply
    latenciesMs.push(reply.latencyMs)
    if (reply.kind === 'timeout') {
      trail.push(submission(ask, attempt, null, TIMEOUT))
      return { trail, decision: fallback(TIMEOUT, attempt + 1), latenciesMs }
    }
    const { text, mended } = recordableText(reply.reply, REPLY_LIMIT)
    const answer = parseAnswer(ask.form, text, { structured: false })
    const reading = writeReading(verdictOf(answer), [...mended, ...(reply.mended ?? [])])
    trail.push(submission(ask, attempt, text, reading))
    if (answer.kind !== 'invalid')
      return { trail, decision: decisionOf(ask, answer, attempt + 1), latenciesMs }
    refused = whyRefused(answer.why, ask.form)
  }
}

/** Nothing was read, and so nothing is recorded as shown. */
function neverCame(ask: Ask, { latencyMs }: NeverCame, fallback: Fallback): Considered {
  return {
    trail: [submission(ask, 0, null, NEVER_CAME)],
    decision: fallback(NEVER_CAME, 0),
    latenciesMs: [latencyMs],
  }
}

function addressOf(
  { run, participant }: Seating,
  { ask, tick }: Situation,
  attempt: number,
): PersonAddress {
  return { run, tick, participant, ask: ask.name, attempt }
}

/** What an agent would read, in the experiment's words and within its history budget; a form takes the place of words on how to answer. */
export function toldTo({ participant, prompt, history }: Seating, situation: Situation): Telling {
  const { ask, tick, round } = situation
  const teller = {
    self: participant,
    persona: null,
    personaName: undefined,
    session: { kind: 'fresh' as const },
    opening: [],
    design: prompt,
    history,
    style: null,
  }
  return tell(teller, NOTHING_SAID, { ask, round: round ?? tick + 1, parts: situation.read() })
}

function notAsked(reply: NotPut, trail: Trail, latenciesMs: readonly number[]): Considered {
  const decision: Considered['decision'] =
    reply.kind === 'withheld' ? reply : { kind: 'unavailable', why: reply.why }
  return { trail, decision, latenciesMs }
}

function submission(
  { of, name }: Ask,
  attempt: number,
  reply: string | null,
  reading: string,
): HumanAnswered {
  return { kind: 'human-answered', of, ask: name, attempt, reply, reading }
}

function verdictOf(answer: ParsedAnswer): string {
  switch (answer.kind) {
    case 'valid':
      return VALID
    case 'passed':
      return PASSED
    case 'invalid':
      return answer.why
    default:
      return assertNever(answer)
  }
}

function whyRefused(why: AnswerFault, form: AnswerForm): string {
  // What models are told of their reasoning means nothing to people.
  const fault = why === 'no-answer' ? 'That was not counted as an answer.' : explainFault(why, form)
  return `${fault} ${wanted(form)}`
}

function wanted(form: AnswerForm): string {
  switch (form.kind) {
    case 'choice':
      return 'Choose one of the options.'
    case 'amount':
      return `Give a number from ${form.min} to ${form.max} in steps of ${form.step}, in digits.`
    case 'text':
      return `Write at most ${form.maxLength} characters.`
    default:
      return assertNever(form)
  }
}
