/** What the readers of foreign transcripts make of them, and how that becomes a record like any other. */
import { BadInputError } from '../../base/errors.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId, type RunId } from '../../record/ids.ts'
import { runIdOf, type Imported, type Plan } from '../../record/plan.ts'
import { RecordHash } from '../../record/record-hash.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { SEMANTICS } from '../../play/kernel/semantics.ts'
import { mended } from './mended.ts'

/** The policy of everybody whose words and choices were recorded elsewhere: nobody can be asked again. */
export const IMPORTED = 'imported'

export interface ForeignTick {
  /** From 1; null where the source knows no rounds, or the tick stands outside them. */
  readonly round: number | null
  readonly phase: string
  readonly entries: readonly TickEntry[]
}

/** One transcript, in our words. */
export interface ForeignRun {
  /** What the source calls it; null where it has no name. */
  readonly name: string | null
  readonly plan: Pick<Plan, 'parameters' | 'seats' | 'treatment' | 'levels' | 'replicate'>
  readonly ticks: readonly ForeignTick[]
  /** Null where it was exported before it had ended. */
  readonly end: RunEnded | null
}

/** A run that can be written into a store. */
export interface ReadyRun {
  readonly runId: RunId
  readonly plan: Plan
  readonly semantics: number
  /** Its own ticks. */
  readonly ticks: readonly Tick[]
  /** Of a fork, those that it shares with its parent. */
  readonly shared?: readonly Tick[]
  readonly end: RunEnded | null
  /** The hash of its record; null where it has not ended. */
  readonly hash: string | null
  readonly file: string
  readonly format: string
  /** What the source calls it. */
  readonly name: string | null
  /** When it was begun and ended, and how long its calls took, where the source says so: beside the record. */
  readonly startedAt?: string
  readonly endedAt?: string
  readonly latenciesMs?: ReadonlyMap<number, readonly number[]>
}

export const FINISHED: RunEnded = { kind: 'run-ended', how: 'finished', why: null }

/** `p1`, `p2`, …: the participant of a place, from 0. */
export function participantAt(place: number): ParticipantId {
  return ParticipantId.parse(`p${place + 1}`)
}

/** The run with its plan, marked as imported; what no record can hold is mended, and the plan's parameters say where. */
export function readyRun({ name, plan, ticks, end }: ForeignRun, imported: Imported): ReadyRun {
  const clean = mended(ticks)
  const design = mended({ plan, imported, name })
  const places = [...new Set([...design.places.map(() => 'plan'), ...clean.places.map(tickOf)])]
  const { parameters, ...rest } = design.value.plan
  const whole: Plan = {
    experiment: IMPORTED,
    scenario: { name: IMPORTED, version: 1 },
    ...rest,
    parameters: places.length === 0 ? parameters : { ...parameters, mended: places },
    counterbalance: {},
    seed: 0,
    invalid: { reask: 0, then: 'forfeit' },
    imported: design.value.imported,
  }
  const numbered = clean.value.map(({ round, phase, entries }, tick) => ({
    tick,
    round,
    content: contentOf(phase, entries),
  }))
  return {
    runId: runIdOf(whole),
    plan: whole,
    semantics: SEMANTICS,
    ticks: numbered,
    end,
    hash: end === null ? null : hashOf(whole, SEMANTICS, numbered, end),
    file: imported.file,
    format: imported.format,
    name: design.value.name,
  }
}

/** The hash of the record of a run that is no fork. */
function hashOf(plan: Plan, semantics: number, ticks: Iterable<Tick>, end: RunEnded): string {
  const hash = new RecordHash()
  hash.start({ kind: 'run-started', semantics, plan })
  for (const tick of ticks) hash.tick(tick)
  hash.end(end)
  return hash.digest()
}

/** @throws BadInputError where nothing was said or done in it. */
export function assertSomething(path: string, ticks: readonly ForeignTick[]): void {
  if (ticks.length === 0)
    throw new BadInputError(
      `${path}: there is no message in it. Name a file that holds a transcript.`,
    )
}

function tickOf(place: readonly (string | number)[]): string {
  return `tick ${place[0] ?? 0}`
}
