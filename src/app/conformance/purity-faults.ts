/** Plays a plan with the clock, the dice and the wire trapped, twice, and compares. */
import { differencesOf } from '../../play/replay/divergence.ts'
import type { Fault } from '../../play/scenario/fault.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { Ask } from '../../record/ask.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { Tick } from '../../record/tick.ts'
import { answersAtOnce, forfeitsOften } from './any-answer.ts'
import { playThrough, type Course, type Played, type Seat } from './play-through.ts'
import type { Sample } from './sample-plans.ts'
import { trapped } from './traps.ts'

/** What a participant was shown when it was asked. */
export interface Shown {
  readonly tick: number
  readonly ask: Ask
  readonly parts: readonly TextPart[]
}

export interface Pure {
  readonly faults: readonly Fault[]
  /** Undefined where the run did not come to its end. */
  readonly played: Played | undefined
  readonly shown: readonly Shown[]
}

/** What is wrong with a run that is played twice and once with forfeits. */
export async function purityFaults(sample: Sample, scenario: Scenario): Promise<Pure> {
  const first = await playTrapped(sample, scenario, true)
  if (first.played === undefined) return first
  const second = await playTrapped(sample, scenario, false)
  const forfeits = await playTrapped(sample, scenario, false, (random) => forfeitsOften(random))
  const faults = [
    ...first.faults,
    ...second.faults,
    ...forfeits.faults.map(({ where, ...rest }) => ({ where: `${where}, with forfeits`, ...rest })),
    ...(second.played === undefined ? [] : repeatFaults(sample, first.played, second.played)),
  ]
  return { ...first, faults }
}

async function playTrapped(
  sample: Sample,
  scenario: Scenario,
  reads: boolean,
  seatOther?: Seat,
): Promise<Pure> {
  const course: Course = { ticks: [] }
  const caught: { name: string; tick: number; reading: string | null }[] = []
  const shown: Shown[] = []
  let reading: string | null = null
  const seat: Seat =
    seatOther ??
    ((random) =>
      answersAtOnce(random, (situation) => {
        if (!reads) return
        const { tick, ask } = situation
        reading = ask.name
        shown.push({ tick, ask, parts: situation.read() })
        reading = null
      }))
  let error: unknown
  const played = await trapped(
    () => playThrough(sample.plan, scenario, seat, course),
    (name) => {
      caught.push({ name, tick: course.ticks.length, reading })
      return new Error(`${name} was called`)
    },
  ).catch((thrown: unknown) => void (error = thrown))
  const faults: Fault[] = []
  for (const { name, tick, reading } of caught) {
    const by = reading === null ? 'the machine' : `read (ask "${reading}")`
    const phase = await phaseAt(sample, scenario, tick)
    faults.push({
      where: placeOf(sample, tick, phase),
      what: `${by} calls ${name}.`,
      mend: mendOf(name),
    })
  }
  if (played === undefined && caught.length === 0) {
    const tick = course.ticks.length
    const by = reading === null ? '' : `read (ask "${String(reading)}") throws: `
    const phase = await phaseAt(sample, scenario, tick)
    faults.push({ where: placeOf(sample, tick, phase), what: `${by}${messageOf(error)}`, mend: '' })
  }
  return { faults, played: caught.length > 0 ? undefined : (played ?? undefined), shown }
}

function mendOf(name: string): string {
  return /random|uuid/i.test(name)
    ? "Draw with the machine's input: draw(stream, index)."
    : 'A run depends on its plan and its decisions alone: count rounds, and take what comes from outside as a parameter.'
}

/** The phase of a tick that could not be closed: the run is played once more without traps, as far as it goes. */
async function phaseAt({ plan }: Sample, scenario: Scenario, tick: number): Promise<string> {
  const course: Course = { ticks: [] }
  await playThrough(plan, scenario, (random) => answersAtOnce(random), course).catch(() => {})
  return course.ticks[tick]?.content.phase ?? course.ticks.at(-1)?.content.phase ?? 'initial'
}

function placeOf({ name }: Sample, tick: number, phase: string): string {
  return `phase "${phase}" (tick ${tick}, ${name})`
}

function repeatFaults(sample: Sample, one: Played, two: Played): Fault[] {
  if (one.hash === two.hash) return []
  const at = one.ticks.findIndex((tick, i) => skeletonOf(tick) !== skeletonOf(two.ticks[i]))
  const [left, right] = [one.ticks[at], two.ticks[at]]
  const change = differencesOf(left?.content.entries, right?.content.entries)[0]
  const shown = change === undefined ? '' : ` (entry ${change.path})`
  return [
    {
      where: placeOf(sample, Math.max(0, at), left?.content.phase ?? 'the end'),
      what: `the same plan and decisions, played again, give another record${shown}.`,
      mend: 'Keep everything that lasts in the context of the machine, and change it with assign only.',
    },
  ]
}

function skeletonOf(tick: Tick | undefined): string {
  return tick === undefined ? '' : `${tick.round} ${tick.content.digest}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
