/** What a measure is: a number, or words, worked out of one run, with all that a reader needs to know of it. */
import type { RunRead } from '../read-runs.ts'

/** What is known of a measure without any record; a data dictionary is a list of these. */
export interface MeasureDefinition {
  /** kebab-case. */
  readonly name: string
  /** What it is, in a line. */
  readonly means: string
  /** What it is counted in; a share is from 0 to 1. */
  readonly unit: string
  /** The least and the greatest that it can be; null where there is no bound. */
  readonly range: readonly [least: number | null, greatest: number | null]
  /** `run`: one value for the run. `seat`: one for each participant that it applies to. */
  readonly of: 'run' | 'seat'
  /** What `about` holds where there are several values of one kind: a round, an option, a state. Absent where there is one. */
  readonly by?: string
  /** How it is worked out, exactly. */
  readonly definition: string
  /** When it is null. */
  readonly undefinedWhen: string
  /** Null where the definition is plain counting. */
  readonly citation: string | null
  /** Which scenarios, roles and asks it is read from. */
  readonly applies: string
  /** `words` for a classification: there is no mean of it. */
  readonly holds: 'number' | 'words'
}

/** A round's number, an option, a state; '' where the measure has one value. */
export type About = string | number

/** What a measure came to. `seat` is the place among the run's seats, −1 for the run as a whole; null comes with its reason. */
export type Told = (
  seat: number,
  about: About,
  value: number | string | null,
  reason?: string,
) => void

/** A measure, and how it is worked out of a view of a run. */
export interface Measure<V> extends MeasureDefinition {
  work(view: V, told: Told): void
}

/** What is told of every measure of a family. */
export type ToldOf = (
  measure: MeasureDefinition,
  seat: number,
  about: About,
  value: number | string | null,
  reason: string | undefined,
) => void

/** Measures that look at a run in the same way: it is looked at once for all of them. */
export interface MeasureFamily {
  /** What the family is about, for headings. */
  readonly title: string
  readonly definitions: readonly MeasureDefinition[]
  /** Works those out that are wanted; does nothing for a run that is no case of it. */
  work(run: RunRead, wanted: ReadonlySet<string>, told: ToldOf): void
}

/** `viewOf` answers undefined for runs that the family does not apply to. */
export function familyOf<V>(
  title: string,
  viewOf: (run: RunRead) => V | undefined,
  measures: readonly Measure<V>[],
): MeasureFamily {
  let sink: ToldOf = () => {}
  // Made once, not for each of many runs.
  const tellers = measures.map((measure) => ({
    measure,
    told: ((seat, about, value, reason) => {
      sink(measure, seat, about, value, reason)
    }) satisfies Told,
  }))
  let asked: { readonly of: ReadonlySet<string>; readonly list: typeof tellers } | undefined
  return {
    title,
    definitions: measures,
    work(run, wanted, told) {
      if (asked?.of !== wanted)
        asked = { of: wanted, list: tellers.filter(({ measure }) => wanted.has(measure.name)) }
      if (asked.list.length === 0) return
      const view = viewOf(run)
      if (view === undefined) return
      sink = told
      for (const one of asked.list) one.measure.work(view, one.told)
    },
  }
}

/** A share, or null with a reason where there is nothing of which it could be one. */
export function tellShare(
  told: Told,
  seat: number,
  about: About,
  some: number,
  all: number,
  reason: string,
): void {
  if (all === 0) told(seat, about, null, reason)
  else told(seat, about, some / all)
}

export const A_SHARE = { unit: 'share', range: [0, 1] as const, holds: 'number' as const }
