/** Measures gathered by treatment, for estimates and tests whose unit is the run. */
import type { Store } from '../../../io/store/store.ts'
import { compare, type Design } from '../design.ts'
import type { Question } from '../read-runs.ts'
import { isCounted, kindsFor } from './counted-runs.ts'
import type { About, MeasureDefinition } from './measure.ts'
import { measureFamilies, measures, wantedMeasures } from './measures.ts'

/** The values of one measure under one treatment: one for each run, the mean over its seats of the role. */
export interface MeasuredGroup {
  readonly measure: MeasureDefinition
  readonly treatment: string
  /** Null for values of runs as a whole. */
  readonly role: string | null
  /** Null where the measure has one value. */
  readonly about: About | null
  /** By run id. A run in which no seat of the role has a value is not among them. */
  readonly values: readonly number[]
  /** Reason → in how many runs no seat of the role has a value, the first seat’s reason. Runs of which the measure says nothing are not counted. */
  readonly undefinedRuns: ReadonlyMap<string, number>
}

export interface MeasuresWanted {
  /** All that hold numbers where none are named. */
  readonly names?: readonly string[]
  /** Also measures with a value for each round; they are many. True where names are given. */
  readonly series?: boolean
}

interface Group extends MeasuredGroup {
  readonly values: number[]
  readonly undefinedRuns: Map<string, number>
  // Of the run that is being read.
  sum: number
  count: number
  reason: string | null
}

/**
 * Measures by treatment: a question to a record, to be read together with others. Values are in the order of run ids. Measures in words are left out: see
 * `wordsQuestion`.
 * @throws UnknownNameError for a measure that does not exist.
 */
export function measuresQuestion(
  store: Store,
  design: Design,
  { names, series = names !== undefined }: MeasuresWanted = {},
): Question<readonly MeasuredGroup[]> {
  const wanted = new Set(
    [...wantedMeasures(names)].filter((name) => {
      const { holds, by } = measures.get(name) as MeasureDefinition
      return holds === 'number' && (series || by !== 'round')
    }),
  )
  const families = measureFamilies(store, design)
  const groups = groupsBy()
  return {
    kinds: kindsFor(design),
    add(run) {
      if (!isCounted(design, run)) return
      const groupOf = groups.of(run.treatment)
      const open: Group[] = []
      for (const family of families)
        family.work(run, wanted, (measure, seat, about, value, reason) => {
          const role = seat < 0 ? null : (run.seats[seat]?.role ?? '')
          const group = groupOf(measure, role, about)
          if (group.count === 0 && group.reason === null) open.push(group)
          if (typeof value === 'number') {
            group.sum += value
            group.count++
          } else group.reason ??= reason ?? 'undefined'
        })
      for (const group of open) close(group)
    },
    answer: () =>
      inOrder(design, groups.all(), (a, b) => byAbout(a.about, b.about)).map(
        ({ sum: _s, count: _c, reason: _r, ...group }) => group,
      ),
  }
}

/** The mean over the seats that have a value. */
function close(group: Group): void {
  const { sum, count, values, undefinedRuns } = group
  const reason = group.reason ?? 'undefined'
  if (count > 0) values.push(sum / count)
  else undefinedRuns.set(reason, (undefinedRuns.get(reason) ?? 0) + 1)
  group.sum = 0
  group.count = 0
  group.reason = null
}

/** Groups by treatment, measure, role and what they are about; found without making a key of it each time. */
function groupsBy() {
  const root = new Map<string, Map<MeasureDefinition, Map<string | null, Map<About, Group>>>>()
  return {
    of(treatment: string) {
      const byMeasure = at(root, treatment, () => new Map())
      return (measure: MeasureDefinition, role: string | null, about: About): Group => {
        const byRole = at(byMeasure, measure, () => new Map())
        const byAbout = at(byRole, role, () => new Map())
        return byAbout.get(about) ?? set(byAbout, about, newGroup(measure, treatment, role, about))
      }
    },
    all: (): Group[] =>
      [...root.values()]
        .flatMap((byMeasure) => [...byMeasure.values()])
        .flatMap((byRole) => [...byRole.values()])
        .flatMap((byAbout) => [...byAbout.values()]),
  }
}

function newGroup(
  measure: MeasureDefinition,
  treatment: string,
  role: string | null,
  about: About,
): Group {
  return {
    measure,
    treatment,
    role,
    about: about === '' ? null : about,
    values: [],
    undefinedRuns: new Map(),
    sum: 0,
    count: 0,
    reason: null,
  }
}

function set<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value)
  return value
}

/** By measure as listed, then by treatment, role and what it is about. */
function inOrder<T extends Pick<Group, 'measure' | 'treatment' | 'role'>>(
  { treatments, roles }: Design,
  list: readonly T[],
  among: (a: T, b: T) => number = () => 0,
): T[] {
  const order = new Map([...measures.keys()].map((name, place) => [name, place]))
  const places = new Map(treatments.map(({ treatment }, place) => [treatment, place]))
  return [...list].sort(
    (a, b) =>
      (order.get(a.measure.name) ?? 0) - (order.get(b.measure.name) ?? 0) ||
      (places.get(a.treatment) ?? 0) - (places.get(b.treatment) ?? 0) ||
      roles.indexOf(a.role ?? '') - roles.indexOf(b.role ?? '') ||
      among(a, b),
  )
}

/** Rounds by number; everything else as it first occurred. */
function byAbout(a: About | null, b: About | null): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

/** How often each word of a measure in words occurs among the seats of a role, in the counted runs of a treatment. */
export interface WordCounts {
  readonly measure: MeasureDefinition
  readonly treatment: string
  readonly role: string | null
  /** The most frequent first. */
  readonly words: readonly { readonly word: string; readonly seats: number }[]
  /** Reason → seats. */
  readonly undefinedSeats: ReadonlyMap<string, number>
}

/** Classifications by treatment: counts of seats. */
export function wordsQuestion(
  store: Store,
  design: Design,
  names?: readonly string[],
): Question<readonly WordCounts[]> {
  const wanted = new Set(
    [...wantedMeasures(names)].filter((name) => measures.get(name)?.holds === 'words'),
  )
  const families = measureFamilies(store, design)
  const counts = new Map<
    string,
    { of: WordCounts; words: Map<string, number>; none: Map<string, number> }
  >()
  return {
    kinds: kindsFor(design),
    add(run) {
      if (!isCounted(design, run)) return
      for (const family of families)
        family.work(run, wanted, (measure, seat, _about, value, reason) => {
          const role = seat < 0 ? null : (run.seats[seat]?.role ?? '')
          const { treatment } = run
          const count = at(counts, JSON.stringify([measure.name, treatment, role]), () => {
            const none = new Map<string, number>()
            const of = { measure, treatment, role, words: [], undefinedSeats: none }
            return { of, words: new Map(), none }
          })
          const [map, word] =
            value === null ? [count.none, reason ?? 'undefined'] : [count.words, String(value)]
          map.set(word, (map.get(word) ?? 0) + 1)
        })
    },
    answer: () =>
      inOrder(
        design,
        [...counts.values()].map(({ of, words }) => ({
          ...of,
          words: [...words]
            .map(([word, seats]) => ({ word, seats }))
            .sort((a, b) => b.seats - a.seats || compare(a.word, b.word)),
        })),
      ),
  }
}
