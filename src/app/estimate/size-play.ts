/** Plays one plan in memory, with nobody at the models' seats, and measures what models would have been sent there. */
import { Streams, type Random } from '../../base/random.ts'
import type { Range } from '../../record/call-estimate.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import { answerFormat, type AnswerStyle } from '../../play/agent/answer-format.ts'
import { answerSchema } from '../../play/agent/answer-schema.ts'
import { misfitOf } from '../../play/agent/policies/llm.ts'
import { composePrompt } from '../../play/agent/compose-prompt.ts'
import type { Policy, Situation } from '../../play/agent/policy.ts'
import { ExperimentError } from '../../play/experiment/problems.ts'
import type { Catalogue } from '../../play/experiment/catalogue.ts'
import { playRun } from '../../play/kernel/play-run.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { AnswerForm, Value } from '../../record/ask.ts'
import { anyAnswer } from '../conformance/any-answer.ts'
import { WORDS } from './assumed-tokens.ts'

/** One ask, as the model of its seat would read it. */
export interface AskSize {
  readonly kind: AnswerForm['kind']
  /** Of free words. */
  readonly maxLength: number | undefined
  /** Counted from 1; the tick where the scenario has no rounds. */
  readonly round: number
  /** UTF-8 bytes of all messages. */
  readonly bytes: number
  readonly messages: number
  /** UTF-8 bytes of the JSON schema that is sent along; 0 where there is none. */
  readonly schemaBytes: number
  /** UTF-8 bytes that are added where the answer is asked for again, beside the reply that is quoted. */
  readonly againBytes: number
}

export interface SizedPlay {
  /** Seats of models → their asks, in order. */
  readonly asks: ReadonlyMap<ParticipantId, readonly AskSize[]>
  readonly ticks: number
  /** True where it was given up before its end. */
  readonly isCut: boolean
}

/** Longer plays are measured as far as this, and stretched. */
export const MOST_TICKS = 400

export interface Sizing {
  readonly plan: Plan
  readonly scenario: Scenario
  readonly catalogue: Catalogue
  readonly styleOf: (seat: Seat) => AnswerStyle
  /** How much is said where free words are asked for. */
  readonly talk: keyof Range
}

/**
 * Spends nothing. Whatever else depends on chance follows from the plan's seed.
 * @throws ExperimentError where the value that the plan puts in place of an answer fits no ask.
 */
export async function sizePlay(sizing: Sizing): Promise<SizedPlay> {
  const { plan, scenario } = sizing
  const measured = new Map<ParticipantId, Measured[]>()
  const rounds: (number | null)[] = []
  const misfits: string[] = []
  const outcome = await playRun({
    plan,
    scenario,
    policies: seatEverybody(sizing, measured, misfits),
    ledger: { start: () => {}, tick: ({ round }) => void rounds.push(round), end: () => {} },
    stopped: () => rounds.length >= MOST_TICKS,
  })
  if (misfits[0] !== undefined)
    throw new ExperimentError([{ path: ['invalid', 'then'], message: misfits[0] }])
  const asks = [...measured].map(
    ([participant, list]) =>
      [
        participant,
        list.map(({ tick, ...size }) => ({ ...size, round: rounds[tick] ?? tick + 1 })),
      ] as const,
  )
  return { asks: new Map(asks), ticks: rounds.length, isCut: outcome.kind === 'left' }
}

type Measured = Omit<AskSize, 'round'> & { readonly tick: number }

function seatEverybody(
  { plan, catalogue, styleOf, talk }: Sizing,
  measured: Map<ParticipantId, Measured[]>,
  misfits: string[],
): Map<ParticipantId, Policy> {
  const streams = new Streams(plan.seed)
  const run = runIdOf(plan)
  return new Map(
    plan.seats.map((seat) => {
      const { participant } = seat
      const random = streams.stream(`policy/${participant}`)
      if (seat.policy === 'llm') {
        const list: Measured[] = []
        measured.set(participant, list)
        const sizing = sizingPolicy(seat, styleOf(seat), talk, random, list)
        const decide = (situation: Situation) => {
          const misfit = misfitOf(seat, plan.invalid, situation.ask)
          if (misfit !== undefined) misfits.push(misfit)
          return sizing.decide(situation)
        }
        return [participant, { decide }]
      }
      const kind = catalogue.policies.get(seat.policy)
      if (kind === undefined) throw new Error(`no policy named "${seat.policy}" in the catalogue`)
      return [participant, kind.seat({ run, seat, participant, random, invalid: plan.invalid })]
    }),
  )
}

function sizingPolicy(
  { persona }: Seat,
  style: AnswerStyle,
  talk: keyof Range,
  random: Random,
  list: Measured[],
): Policy {
  return {
    decide(situation) {
      list.push(measure(situation, persona, style))
      return answer(situation.ask.form, talk, random)
    },
  }
}

/** What tells a participant that its reply was not counted is about so long, its reason included. */
const EXPLANATION = 120

function measure(situation: Situation, persona: string | null, style: AnswerStyle): Measured {
  const { ask, tick } = situation
  const { form } = ask
  const { messages } = composePrompt({ ask, persona, parts: situation.read(), style })
  return {
    kind: form.kind,
    maxLength: form.kind === 'text' ? form.maxLength : undefined,
    tick,
    bytes: messages.reduce((sum, { text }) => sum + bytesOf(text), 0),
    messages: messages.length,
    schemaBytes: style === 'json' ? bytesOf(JSON.stringify(answerSchema(form))) : 0,
    againBytes: EXPLANATION + bytesOf(answerFormat(form, style)),
  }
}

/** Any valid value; of words, as many as are assumed, since others will read them. */
function answer(form: AnswerForm, talk: keyof Range, random: Random): Value {
  if (form.kind !== 'text') return anyAnswer(form, random)
  return 'word '.repeat(Math.ceil(WORDS[talk] / 5)).slice(0, Math.min(form.maxLength, WORDS[talk]))
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
