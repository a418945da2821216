/** What changes in a talk when somebody crashes: before against after, and the same where nobody crashed. */
import type { Plan } from '../../../record/plan.ts'
import type { Design } from '../design.ts'
import type { Measure, MeasureDefinition, Told } from './measure.ts'
import { meanOf } from './slope.ts'
import type { TalkRun } from './talk-run.ts'

/** So many rounds on each side of the crash are compared, or as many as there are. */
const WINDOW = 3

/** What is counted in each round. */
const COUNTED = ['messages', 'words', 'mentions'] as const
type Counted = (typeof COUNTED)[number]

/** A moment at which somebody crashed in some run: runs without a crash are looked at there, too. */
export interface CrashPoint {
  readonly round: number
  readonly seat: number
}

/** The crashes that plans declare by their round, each once. */
export function declaredCrashes(design: Design): readonly CrashPoint[] {
  const points = new Map<string, CrashPoint>()
  const seen = new WeakSet<object>()
  for (const { plan } of design.runs.values()) {
    if (plan.interventions === undefined || seen.has(plan.interventions)) continue
    seen.add(plan.interventions)
    for (const point of crashesIn(plan)) points.set(`${point.round} ${point.seat}`, point)
  }
  return [...points.values()].sort((a, b) => a.round - b.round || a.seat - b.seat)
}

function crashesIn({ interventions = [], seats }: Plan): CrashPoint[] {
  return interventions.flatMap(({ at, deed }) => {
    if (deed.do !== 'crash' || !('round' in at)) return []
    const seat = seats.findIndex(({ participant }) => participant === deed.who)
    return seat < 0 ? [] : [{ round: at.round, seat }]
  })
}

/** Per round, from 1, what the others than `seat` said, and how many of their messages name it. */
export function countsAround(talk: TalkRun, seat: number): Record<Counted, number[]> | null {
  const rounds = talk.rounds()
  const last = rounds.reduce<number>((most, round) => Math.max(most, round ?? 0), 0)
  if (last === 0) return null
  const zeros = (): number[] => new Array<number>(last).fill(0)
  const counts = { messages: zeros(), words: zeros(), mentions: zeros() }
  for (const one of talk.said) {
    const round = rounds[one.tick]
    if (one.seat === seat || round === null || round === undefined) continue
    const add = (what: Counted, value: number): void => {
      counts[what][round - 1] = (counts[what][round - 1] ?? 0) + value
    }
    add('messages', 1)
    add('words', one.words)
    add('mentions', one.names?.includes(seat) === true ? 1 : 0)
  }
  return counts
}

/**
 * The mean of `WINDOW` rounds from `round` on minus that of as many before it, in a list whose first place is round 1; null where there is no round on one side. `until` is the
 * first round that may not be looked at.
 */
export function differenceAt(
  counts: readonly number[],
  round: number,
  until: number = counts.length + 1,
): number | null {
  const before = meanOf(counts.slice(Math.max(0, round - 1 - WINDOW), round - 1))
  const after = meanOf(counts.slice(round - 1, Math.min(until - 1, round - 1 + WINDOW)))
  return before === null || after === null ? null : after - before
}

const NO_ROUNDS = 'the talk has no rounds'

const COMMON: Pick<
  MeasureDefinition,
  'unit' | 'range' | 'holds' | 'of' | 'by' | 'applies' | 'citation'
> = {
  unit: 'difference per round',
  range: [null, null],
  holds: 'number',
  of: 'run',
  by: 'messages, words, or mentions of the one that crashed',
  applies:
    'every run in which participants talk by rounds and one crashes, and those of the same record in which none does',
  citation:
    'Difference of before and after against a placebo, e.g. Bertrand, Duflo & Mullainathan 2004, Quarterly Journal of Economics 119(1):249–275',
}

const WHAT = `The mean per round of the first ${WINDOW} rounds from the crash on (or as many as there are) minus that of the ${WINDOW} rounds before it, of what the others said: their messages, their words, and their messages that name the one that crashed. The first crash of the run counts.`

function response(): Measure<TalkRun> {
  return {
    name: 'crash-response',
    means: 'what changes in the talk of the others when somebody crashes',
    ...COMMON,
    definition: `${WHAT} It says what a crash did only against crash-placebo.`,
    undefinedWhen: 'nobody crashes; no round before or after; the talk has no rounds',
    work(talk, told) {
      const { crash } = talk
      if (crash === null) return tellAll(told, 'nobody crashes')
      const round = talk.rounds()[crash.tick]
      const counts = countsAround(talk, crash.seat)
      if (counts === null || round === null || round === undefined) return tellAll(told, NO_ROUNDS)
      for (const what of COUNTED) {
        const difference = differenceAt(counts[what], round)
        if (difference === null) told(-1, what, null, 'no round before the crash')
        else told(-1, what, difference)
      }
    },
  }
}

function placebo(points: readonly CrashPoint[]): Measure<TalkRun> {
  return {
    name: 'crash-placebo',
    means: 'the same difference where nobody crashes',
    ...COMMON,
    definition: `${WHAT} In a run in which nobody crashes it is taken at each round in which, by its plan, a run of the record has a crash, as if the same seat had crashed, and averaged over these rounds. In a run with a crash it is taken at every round before it with ${WINDOW} rounds on each side that are all before the crash, and averaged.`,
    undefinedWhen:
      'no plan declares a crash by its round; too few rounds before the crash; the talk has no rounds',
    work(talk, told) {
      const at = talk.crash === null ? points : placebosBefore(talk)
      if (at === null) return tellAll(told, NO_ROUNDS)
      const none =
        talk.crash === null ? 'no crash to compare with' : 'too few rounds before the crash'
      if (at.length === 0) return tellAll(told, none)
      for (const what of COUNTED) {
        const differences = at.flatMap(({ round, seat }) => {
          const counts = countsAround(talk, seat)
          const difference = counts === null ? null : differenceAt(counts[what], round)
          return difference === null ? [] : [difference]
        })
        const mean = meanOf(differences)
        if (mean === null) told(-1, what, null, none)
        else told(-1, what, mean)
      }
    },
  }
}

/** Rounds before the crash at which nothing happened, with whole windows on each side. */
function placebosBefore(talk: TalkRun): CrashPoint[] | null {
  const { crash } = talk
  const round = crash === null ? null : talk.rounds()[crash.tick]
  if (crash === null || round === null || round === undefined) return null
  const count = Math.max(0, round - 2 * WINDOW)
  return Array.from({ length: count }, (_, i) => ({ round: WINDOW + 1 + i, seat: crash.seat }))
}

function tellAll(told: Told, reason: string): void {
  for (const what of COUNTED) told(-1, what, null, reason)
}

/** `points`: where runs without a crash are looked at. */
export function crashMeasures(points: readonly CrashPoint[]): readonly Measure<TalkRun>[] {
  return [response(), placebo(points)]
}
