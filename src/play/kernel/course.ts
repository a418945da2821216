/** What a run goes by while it is played: the machine, its parameters and draws, who sits where, and what is done to them from outside. */
import { BadInputError } from '../../base/errors.ts'
import { Streams } from '../../base/random.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { Tick } from '../../record/tick.ts'
import { amendedParameters, parametersOf } from '../scenario/parameters.ts'
import { Stepper, type Step } from '../scenario/step.ts'
import { Interventions } from './interventions.ts'
import type { Job } from './job.ts'
import { rolesOf, seatParticipants, type Participants } from './participants.ts'
import { Recollection, recallTick } from './recollection.ts'

export class Course {
  readonly participants: Participants
  readonly stepper: Stepper
  /** Undefined where the plan has no interventions. */
  readonly outside: Interventions | undefined
  readonly #job: Job
  readonly #recollection = new Recollection()
  readonly #seats: Map<ParticipantId, Seat>
  #parameters: unknown
  #streams: Streams
  #mostTicks: number

  constructor(job: Job) {
    const { plan, scenario } = job
    this.#job = job
    this.participants = seatParticipants(plan, job.policies)
    this.#seats = new Map(plan.seats.map((seat) => [seat.participant, seat]))
    this.#parameters = parametersOf(scenario, plan)
    this.#streams = new Streams(plan.seed)
    this.#mostTicks = scenario.mostTicks(this.#parameters)
    this.stepper = new Stepper(scenario, {
      parameters: this.#parameters,
      roles: rolesOf(plan),
      draw: (stream, index) => this.#streams.draw(`scenario/${stream}`, index),
    })
    this.outside = plan.interventions && new Interventions(plan.interventions, this)
  }

  /** Seats somebody else, who has no thoughts from before. */
  replace(participant: ParticipantId, seat: Seat): void {
    this.#recollection.replaced(participant)
    this.#sit(participant, seat)
  }

  #sit(participant: ParticipantId, seat: Seat): void {
    const { reseat } = this.#job
    const seated = this.participants.byId.get(participant)
    if (reseat === undefined || seated === undefined)
      throw new Error(`nobody can be seated at ${participant} in the course of this run`)
    this.#seats.set(participant, seat)
    seated.policy = reseat(seat, this.#streams)
    this.#recollection.tell(participant, seated.policy)
  }

  /** Lets every later draw come from another seed. */
  reseed(seed: number): void {
    this.#streams = new Streams(seed)
    for (const [participant, seat] of this.#seats) this.#sit(participant, seat)
  }

  /** Goes on under other parameters from a step that is not answered yet. */
  amend(changes: Readonly<Record<string, unknown>>, { asks }: Step, tick: number): Step {
    const { scenario } = this.#job
    this.#parameters = amendedParameters(scenario, this.#parameters, changes)
    this.#mostTicks = Math.max(this.#mostTicks, tick + scenario.mostTicks(this.#parameters))
    return this.stepper.amend(this.#parameters, asks)
  }

  /** Takes a closed tick. Those who did not decide it themselves, since it is the parent's, are told of it. */
  close(tick: Tick, isShared: boolean): void {
    if (this.outside !== undefined) this.#recollection.add(tick)
    if (!isShared) return
    for (const { id, policy } of this.participants.inOrder) recallTick(policy, id, tick)
  }

  /** @throws BadInputError where the machine asks nobody, or is past the most ticks that it declares. */
  assertGoesOn(step: Step, tick: number): void {
    const { scenario } = this.#job
    if (step.asks.length === 0) {
      throw new BadInputError(
        `scenario "${scenario.name}": phase "${step.phase}" asks nobody and does not end the run. ` +
          'Give it an ask, or make it lead to a final state.',
      )
    }
    if (tick >= this.#mostTicks) {
      throw new BadInputError(
        `scenario "${scenario.name}": still in phase "${step.phase}" after ${this.#mostTicks} ticks, the most it declares. ` +
          'Mend its ending, or raise its mostTicks.',
      )
    }
  }
}
