/** Plays one plan in memory, with nobody at the seats of models and people, and measures what models would have been sent there. */
import { Streams } from '../../base/random.ts'
import type { Range } from '../../record/call-estimate.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import type { AnswerStyle } from '../../play/agent/answer-format.ts'
import { misfitOf } from '../../play/agent/policies/fallback.ts'
import { toldTo } from '../../play/agent/policies/human.ts'
import { isHuman } from '../../play/agent/policies/human-settings.ts'
import type { Policy, Situation } from '../../play/agent/policy.ts'
import type { ShownPart } from '../../play/agent/shown-part.ts'
import { ExperimentError } from '../../play/experiment/problems.ts'
import type { Catalogue } from '../../play/experiment/catalogue.ts'
import { playRun } from '../../play/kernel/play-run.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { AskSize, Measured } from './ask-size.ts'
import { answersAnything, sizingPolicy } from './sizing-policy.ts'

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
  /** Told what whoever sits in a person's seat reads. */
  readonly onRead?: (seat: Seat, parts: readonly ShownPart[]) => void
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
  const sit = seating(sizing, measured, misfits)
  const streams = new Streams(plan.seed)
  const outcome = await playRun({
    plan,
    scenario,
    policies: new Map(plan.seats.map((seat) => [seat.participant, sit(seat, streams)])),
    reseat: sit,
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

function seating(
  { plan, catalogue, styleOf, talk, onRead }: Sizing,
  measured: Map<ParticipantId, Measured[]>,
  misfits: string[],
): (seat: Seat, streams: Streams) => Policy {
  const run = runIdOf(plan)
  const { invalid, prompt, history } = plan
  const checked = (seat: Seat, policy: Policy): Policy => ({
    ...policy,
    decide(situation: Situation) {
      const misfit = misfitOf(seat, invalid, situation.ask)
      if (misfit !== undefined) misfits.push(misfit)
      return policy.decide(situation)
    },
  })
  return (seat, streams) => {
    const { participant } = seat
    const random = streams.stream(`policy/${participant}`)
    const seated = { run, seat, participant, random, invalid, prompt, history }
    if (isHuman(seat)) {
      const person = answersAnything(talk, random)
      return checked(seat, {
        decide(situation) {
          onRead?.(seat, toldTo(seated, situation).shown.parts)
          return person.decide(situation)
        },
      })
    }
    if (seat.policy !== 'llm') {
      const kind = catalogue.policies.get(seat.policy)
      if (kind === undefined) throw new Error(`no policy named "${seat.policy}" in the catalogue`)
      return kind.seat(seated)
    }
    const list = measured.get(participant) ?? []
    measured.set(participant, list)
    const sizing = sizingPolicy(seated, styleOf(seat), talk, list)
    return checked(seat, sizing)
  }
}
