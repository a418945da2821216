/** Plays one run: show, gather, commit, close, until the machine is done. */
import { BadInputError } from '../../base/errors.ts'
import { Streams } from '../../base/random.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { RecordHash } from '../../record/record-hash.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import { Seen } from '../../record/seen.ts'
import { ContentPool, contentOf, type Tick } from '../../record/tick.ts'
import type { Policy } from '../agent/policy.ts'
import { assertSound } from '../scenario/check-scenario.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { parametersOf } from '../scenario/parameters.ts'
import { Stepper, type Step } from '../scenario/step.ts'
import { commit } from './commit.ts'
import { gather, type Participant, type Participants } from './gather.ts'
import type { Ledger } from './ledger.ts'
import { SEMANTICS } from './semantics.ts'

/** Shared by all runs of a process, so that equal ticks are stored once. It holds nothing that a run could notice. */
const pool = new ContentPool()

export interface Job {
  readonly plan: Plan
  readonly scenario: Scenario
  /** participant → the policy that sits there, made for this run. */
  readonly policies: ReadonlyMap<ParticipantId, Policy>
  readonly ledger: Ledger
  /** Asked before each tick; true leaves the run where it is, to be resumed. */
  readonly stopped?: () => boolean
  /** False in a replay: there an answer that is missing is a difference, and not a reason to try again later. */
  readonly live?: boolean
}

/** How the run ended, with the hash of its record; `left` where it was stopped before its end. */
export type Outcome =
  | { readonly kind: 'ended'; readonly end: RunEnded; readonly hash: string }
  /** `why` is null where it was told to stop, and says what has to be mended where somebody could not be asked. */
  | { readonly kind: 'left'; readonly why: string | null }

/**
 * Plays a plan to its end. Everything that enters the record depends on the plan and the decisions alone: asks of one tick are
 * answered concurrently and committed in participant order, whatever the order of arrival.
 */
export async function playRun(job: Job): Promise<Outcome> {
  const { plan, scenario, ledger } = job
  assertSound(scenario)
  const participants = seatParticipants(job)
  const parameters = parametersOf(scenario, plan)
  const streams = new Streams(plan.seed)
  const stepper = new Stepper(scenario, {
    parameters,
    roles: rolesOf(plan),
    draw: (stream, index) => streams.draw(`scenario/${stream}`, index),
  })
  const mostTicks = scenario.mostTicks(parameters)
  const hash = new RecordHash()

  const started = { kind: 'run-started' as const, semantics: SEMANTICS, plan }
  hash.start(started)
  ledger.start(started)
  const close = (tick: Tick, waited: boolean, latenciesMs: readonly number[]): void => {
    hash.tick(tick)
    ledger.tick(tick, waited, latenciesMs)
  }
  const finish = (end: RunEnded): Outcome => {
    hash.end(end)
    const digest = hash.digest()
    ledger.end(end, digest)
    return { kind: 'ended', end, hash: digest }
  }

  let step = stepper.start()
  let entries: TickEntry[] = [...step.facts]
  let known = show(entries, 0, participants)
  let number = 0
  while (!step.done) {
    if (job.stopped?.() === true) return { kind: 'left', why: null }
    assertGoesOn(scenario, step, number, mostTicks)
    const { round, phase } = step
    const gathering = gather(step.asks, number, participants, scenario)
    const gathered = gathering instanceof Promise ? await gathering : gathering
    const { waited } = gathered
    const { event, latenciesMs, cut, open } = commit(gathered, number, entries)
    if (open !== null && job.live !== false) return { kind: 'left', why: open.why }
    if (cut !== null) {
      close({ tick: number, round, content: contentOf(phase, entries) }, waited, latenciesMs)
      return finish({ kind: 'run-ended', ...cut })
    }
    step = stepper.next(event)
    for (const fact of step.facts) entries.push(fact)
    known = show(entries, known, participants)
    const content = waited ? contentOf(phase, entries) : pool.intern(phase, entries)
    close({ tick: number, round, content }, waited, latenciesMs)
    entries = []
    known = 0
    number++
  }
  if (entries.length > 0) {
    close({ tick: number, round: step.round, content: contentOf(step.phase, entries) }, false, [])
  }
  return finish({ kind: 'run-ended', how: 'finished', why: null })
}

/** Lets every participant know what it may know of the entries from `from` on. Gives back how many there are. */
function show(entries: readonly TickEntry[], from: number, { inOrder }: Participants): number {
  for (let i = from; i < entries.length; i++) {
    for (let j = 0; j < inOrder.length; j++) inOrder[j]?.seen.add(entries[i] as TickEntry)
  }
  return entries.length
}

function seatParticipants({ plan, policies }: Job): Participants {
  const inOrder = plan.seats.map(({ participant }, place): Participant => {
    const policy = policies.get(participant)
    if (policy === undefined) throw new Error(`no policy sits at ${participant}`)
    return { id: participant, policy, seen: new Seen(participant), place }
  })
  return { inOrder, byId: new Map(inOrder.map((participant) => [participant.id, participant])) }
}

function rolesOf(plan: Plan): Record<string, [ParticipantId, ...ParticipantId[]]> {
  const roles: Record<string, [ParticipantId, ...ParticipantId[]]> = {}
  for (const { role, participant } of plan.seats) {
    const seated = roles[role]
    if (seated === undefined) roles[role] = [participant]
    else seated.push(participant)
  }
  return roles
}

function assertGoesOn(scenario: Scenario, step: Step, tick: number, mostTicks: number): void {
  if (step.asks.length === 0) {
    throw new BadInputError(
      `scenario "${scenario.name}": phase "${step.phase}" asks nobody and does not end the run. ` +
        'Give it an ask, or make it lead to a final state.',
    )
  }
  if (tick >= mostTicks) {
    throw new BadInputError(
      `scenario "${scenario.name}": still in phase "${step.phase}" after ${mostTicks} ticks, the most it declares. ` +
        'Mend its ending, or raise its mostTicks.',
    )
  }
}
