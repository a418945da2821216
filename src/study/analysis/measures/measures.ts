/** All measures, each under its name: the one list that tables, reports, the data dictionary and the command draw on. */
import { UnknownNameError } from '../../../base/errors.ts'
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../design.ts'
import { anyMeasures, totalsIn } from './any-measures.ts'
import { choiceMeasures } from './choice-measures.ts'
import { crashMeasures, declaredCrashes } from './crash-response.ts'
import { defectionMeasures } from './defection-measures.ts'
import { efficiencyMeasures } from './efficiency-measures.ts'
import { giverIn, givingMeasures } from './giving-measures.ts'
import { goodsIn } from './goods.ts'
import { goodsMeasures } from './goods-measures.ts'
import { matchesIn } from './match.ts'
import { familyOf, type Measure, type MeasureDefinition, type MeasureFamily } from './measure.ts'
import { openingsOf } from './opening.ts'
import { outcomeMeasures } from './outcome-measures.ts'
import { responseMeasures } from './response-measures.ts'
import { shiftMeasures } from './shift-measures.ts'
import { strategyMeasures } from './strategy-measures.ts'
import { talkMeasures } from './talk-measures.ts'
import { talkIn } from './talk-run.ts'
import { trustIn } from './trust.ts'
import { returnMeasures } from './return-measures.ts'
import { sendMeasures } from './send-measures.ts'

const TITLES = {
  match: 'Games in a table',
  trust: 'Trust games',
  giving: 'Dictator and ultimatum games, and risks',
  goods: 'Public goods',
  talk: 'Talk',
  any: 'Every run',
} as const

const trustMeasures = [...sendMeasures, ...returnMeasures]

const matchMeasures = [
  ...choiceMeasures,
  ...defectionMeasures,
  ...responseMeasures,
  ...shiftMeasures,
  ...outcomeMeasures,
  ...efficiencyMeasures,
  ...strategyMeasures,
]

/** The families of measures, ready to work on the runs of a record. */
export function measureFamilies(store: Store, design: Design): readonly MeasureFamily[] {
  const openings = openingsOf(store)
  const crashes = crashMeasures(declaredCrashes(design))
  return [
    familyOf(TITLES.match, matchesIn(openings), matchMeasures),
    familyOf(TITLES.trust, trustIn(openings), trustMeasures),
    familyOf(TITLES.giving, giverIn, givingMeasures),
    familyOf(TITLES.goods, goodsIn(openings), goodsMeasures),
    familyOf(TITLES.talk, talkIn(store), [...talkMeasures, ...crashes]),
    familyOf(TITLES.any, totalsIn, anyMeasures),
  ]
}

export interface MeasureChapter {
  readonly title: string
  readonly definitions: readonly MeasureDefinition[]
}

/** All definitions, by family. */
export const measureChapters: readonly MeasureChapter[] = [
  chapter(TITLES.match, matchMeasures),
  chapter(TITLES.trust, trustMeasures),
  chapter(TITLES.giving, givingMeasures),
  chapter(TITLES.goods, goodsMeasures),
  chapter(TITLES.talk, [...talkMeasures, ...crashMeasures([])]),
  chapter(TITLES.any, anyMeasures),
]

/** name → definition, in the order of the families. */
export const measures: ReadonlyMap<string, MeasureDefinition> = new Map(
  measureChapters.flatMap(({ definitions }) => definitions.map((one) => [one.name, one] as const)),
)

/**
 * The names that are wanted, in the order of the list; all where none are given.
 * @throws UnknownNameError
 */
export function wantedMeasures(names?: readonly string[]): ReadonlySet<string> {
  const known = [...measures.keys()]
  for (const name of names ?? []) {
    if (!measures.has(name))
      throw new UnknownNameError('measure', name, known, 'See: coterie measures --list.')
  }
  return new Set(names === undefined ? known : known.filter((name) => names.includes(name)))
}

function chapter<V>(title: string, list: readonly Measure<V>[]): MeasureChapter {
  return { title, definitions: list }
}
