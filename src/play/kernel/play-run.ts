/** Plays one run: show, gather, commit, close, until the machine is done. */
import { BadInputError } from '../../base/errors.ts'
import { Streams } from '../../base/random.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { Probe } from '../../record/probe.ts'
import { RecordHash } from '../../record/record-hash.ts'
import type { RunEnded, RunStarted } from '../../record/run-entries.ts'
import type { Seat } from '../../record/seat.ts'
import { isSeenBy, Seen } from '../../record/seen.ts'
import { ContentPool, contentOf, type Tick } from '../../record/tick.ts'
import type { Policy } from '../agent/policy.ts'
import { assertSound } from '../scenario/check-scenario.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { amendedParameters, parametersOf } from '../scenario/parameters.ts'
import { Stepper, type Step } from '../scenario/step.ts'
import { commit, type Committed } from './commit.ts'
import { gather, type Occasion, type Participants } from './gather.ts'
import { Interventions, unaskedAnswer, whenOf } from './interventions.ts'
import type { Ledger } from './ledger.ts'
import {
  NOT_PROBED,
  probesDue,
  putProbes,
  recordedProbes,
  type Moment,
  type Probed,
} from './probing.ts'
import { recordedAnswer } from './recorded-answers.ts'
import { SEMANTICS } from './semantics.ts'

/** Shared by all runs of a process, so that equal ticks are stored once. It holds nothing that a run could notice. */
const pool = new ContentPool()

/** The ticks that a run shares with the one it was forked from. */
export interface Prefix {
  /** The first entry of the run that the whole line of forks goes back to: the hash of every one of them begins with it. */
  readonly origin: RunStarted
  /** In order, from tick 0 to the last one that is shared. */
  readonly ticks: Iterable<Tick>
}

export interface Job {
  readonly plan: Plan
  readonly scenario: Scenario
  /** participant → the policy that sits there, made for this run. */
  readonly policies: ReadonlyMap<ParticipantId, Policy>
  /** Seats somebody in the course of a run, whose draws come from these streams. Needed where the plan has interventions. */
  readonly reseat?: ((seat: Seat, streams: Streams) => Policy) | undefined
  readonly prefix?: Prefix | undefined
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
  let parameters = parametersOf(scenario, plan)
  let streams = new Streams(plan.seed)
  const stepper = new Stepper(scenario, {
    parameters,
    roles: rolesOf(plan),
    draw: (stream, index) => streams.draw(`scenario/${stream}`, index),
  })
  let mostTicks = scenario.mostTicks(parameters)
  const seats = new Map(plan.seats.map((seat) => [seat.participant, seat]))
  const sit = (participant: ParticipantId, seat: Seat): void => {
    const seated = participants.byId.get(participant)
    if (job.reseat === undefined || seated === undefined)
      throw new Error(`nobody can be seated at ${participant} in the course of this run`)
    seats.set(participant, seat)
    seated.policy = job.reseat(seat, streams)
  }
  const outside =
    plan.interventions === undefined
      ? undefined
      : new Interventions(plan.interventions, {
          replace: sit,
          reseed(seed) {
            streams = new Streams(seed)
            for (const [participant, seat] of seats) sit(participant, seat)
          },
          amend(changes, { asks }) {
            parameters = amendedParameters(scenario, parameters, changes)
            mostTicks = Math.max(mostTicks, number + scenario.mostTicks(parameters))
            return stepper.amend(parameters, asks)
          },
        })
  const { probes = [] } = plan
  const shared = job.prefix?.ticks[Symbol.iterator]()

  const hash = new RecordHash()
  const started = { kind: 'run-started' as const, semantics: SEMANTICS, plan }
  hash.start(job.prefix?.origin ?? started)
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
  let known = show(entries, 0, 0, participants)
  let number = 0
  let before: Moment['before'] = null
  while (!step.done) {
    const given = shared?.next()
    const recorded = given?.done === false ? given.value : undefined
    if (recorded === undefined && job.stopped?.() === true) return { kind: 'left', why: null }
    if (outside !== undefined) {
      const begun = outside.begin(step, number)
      step = begun.step
      entries.push(...begun.entries)
      known = show(entries, known, number, participants)
    }
    assertGoesOn(scenario, step, number, mostTicks)
    const { round, phase } = step
    const history = recorded?.content.entries
    const occasion: Occasion = {
      tick: number,
      round,
      participants,
      scenario,
      given:
        history === undefined
          ? outside && ((ask) => outside.answer(ask))
          : (ask) => recordedAnswer(history, ask),
    }
    const probing =
      probes.length === 0
        ? NOT_PROBED
        : probe(probes, occasion, { phase, before, isOver: false }, history, outside)
    const gathering = gather(step.asks, occasion)
    const gathered = gathering instanceof Promise ? await gathering : gathering
    const probed = probing instanceof Promise ? await probing : probing
    const unasked = outside && unaskedAnswer(entries, step.asks)
    for (const entry of probed.entries) entries.push(entry)
    const { event, latenciesMs, cut, open } = withProbes(
      commit(gathered, number, entries),
      probed,
      unasked,
    )
    const waited = recorded === undefined && (gathered.waited || probed.waited)
    if (open !== null && job.live !== false) return { kind: 'left', why: open.why }
    if (cut !== null) {
      close({ tick: number, round, content: contentOf(phase, entries) }, waited, latenciesMs)
      return finish({ kind: 'run-ended', ...cut })
    }
    if (outside !== undefined) entries.push(...outside.presence.notices(step.asks))
    step = stepper.next(event)
    for (const fact of step.facts) entries.push(fact)
    known = show(entries, known, number, participants)
    const content =
      waited || recorded !== undefined ? contentOf(phase, entries) : pool.intern(phase, entries)
    const tick = { tick: number, round, content }
    if (recorded === undefined) close(tick, waited, latenciesMs)
    else {
      assertShared(plan, recorded, tick)
      hash.tick(tick)
      for (const { id, policy } of participants.inOrder)
        policy.recall?.(
          number,
          entries.filter((entry) => isSeenBy(entry, id)),
        )
    }
    entries = []
    known = 0
    number++
    if (probes.length > 0) before = { round, phase }
  }
  const last: Occasion = { tick: number, round: step.round, participants, scenario }
  const probed = await probe(
    probes,
    last,
    { phase: step.phase, before, isOver: true },
    undefined,
    outside,
  )
  if (probed.open !== null && job.live !== false) return { kind: 'left', why: probed.open.why }
  entries.push(...probed.entries)
  if (entries.length > 0) {
    const content = contentOf(step.phase, entries)
    close({ tick: number, round: step.round, content }, probed.waited, probed.latenciesMs)
  }
  if (probed.failure !== null)
    return finish({ kind: 'run-ended', how: 'failed', why: probed.failure })
  const unreached = outside?.waiting[0]
  if (unreached !== undefined) {
    return finish({
      kind: 'run-ended',
      how: 'failed',
      why: `the intervention at ${whenOf(unreached)} was never due: the run ended before, after ${number} ticks. Declare it for an earlier time.`,
    })
  }
  return finish({ kind: 'run-ended', how: 'finished', why: null })
}

/** Puts the probes that are due, or takes their answers from what is recorded. */
function probe(
  probes: readonly Probe[],
  occasion: Occasion,
  place: Pick<Moment, 'phase' | 'before' | 'isOver'>,
  recorded: readonly TickEntry[] | undefined,
  outside: Interventions | undefined,
): Probed | Promise<Probed> {
  const { tick, round } = occasion
  const due = probesDue(probes, { tick, round, ...place })
  if (due.length === 0) return NOT_PROBED
  if (recorded !== undefined) return recordedProbes(due, occasion, recorded)
  return putProbes(due, occasion, (one) => outside?.presence.isAbsent(one) ?? false)
}

/** What came of the asks and of the probes of a tick, together. */
function withProbes(committed: Committed, probed: Probed, unasked: string | undefined): Committed {
  if (probed === NOT_PROBED && unasked === undefined) return committed
  const { event, latenciesMs, cut, open } = committed
  const why = unasked ?? probed.failure
  return {
    event,
    latenciesMs: [...probed.latenciesMs, ...latenciesMs],
    cut: cut ?? (why === null ? null : { how: 'failed', why }),
    open: open ?? probed.open,
  }
}

/** Lets every participant know what it may know of the entries from `from` on. Gives back how many there are. */
function show(
  entries: readonly TickEntry[],
  from: number,
  tick: number,
  { inOrder }: Participants,
): number {
  for (let i = from; i < entries.length; i++) {
    for (let j = 0; j < inOrder.length; j++) inOrder[j]?.seen.add(entries[i] as TickEntry, tick)
  }
  return entries.length
}

function seatParticipants({ plan, policies }: Job): Participants {
  const inOrder = plan.seats.map(({ participant }, place) => {
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

/** A fork stands on its parent's ticks: where they do not come out again, it stands on nothing. */
function assertShared({ fork }: Plan, recorded: Tick, again: Tick): void {
  if (recorded.content.digest === again.content.digest && recorded.round === again.round) return
  throw new BadInputError(
    `tick ${again.tick}, which this fork shares with ${fork?.parent ?? 'its parent'}, does not come out as it was recorded: the scenario or the record was changed since. ` +
      'See coterie replay for the difference.',
  )
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
