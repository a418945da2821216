/** The part of a report that tells whether what was lost drives what was found. */
import type { Attrition } from '../../../study/analysis/attrition.ts'
import type { Difference } from '../../../study/analysis/differences.ts'
import type { Measure } from '../../../study/analysis/measured.ts'
import type { Sensitivity, SensitivityReport } from '../../../study/analysis/sensitivity.ts'
import { mean } from '../estimate-text.ts'
import { signed } from './differences-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** So many differences are told in words; `--json` has them all. */
const MOST_TOLD = 10

/** With fewer finished runs of a treatment than this, nothing is claimed of its differences. */
const LEAST_RUNS = 2

/** Nothing where nothing was lost. `isLong`: the differences only. */
export function sensitivityText(
  { estimates, differences }: SensitivityReport,
  attrition: readonly Attrition[],
  isLong: boolean,
): string[] {
  if (estimates.length === 0) return []
  return [
    '\nSensitivity: the same under other ways of dealing with what was lost',
    ...(isLong ? [] : estimateTable(estimates.filter(isFirstOfTwo(estimates)))),
    ...(differences.length === 0 ? [] : ['', ...differencesText(differences, attrition)]),
    '',
    ...wrapWords(
      'played: as above, lost decisions left out. first: what was asked again left out too. whole: only runs in which nobody ' +
        'lost a decision. lost any: every lost decision counted as another option, and as this one; for amounts, at the lowest ' +
        'and the highest that was allowed (worst-case bounds, Manski 1989, 1990). aborted any: besides, aborted runs as ' +
        'anything. These are bounds on the recorded decisions: what later rounds would have been, had nothing been lost, ' +
        'nobody can know.',
    ),
  ]
}

function estimateTable(estimates: readonly Sensitivity[]): string[] {
  const hasAborted = estimates.some(({ withAborted }) => withAborted !== null)
  return fitTable(
    [
      'treatment',
      'role',
      'ask',
      'measure',
      'lost',
      'reasked',
      'played',
      'first',
      'whole',
      'lost any',
      ...(hasAborted ? ['aborted any'] : []),
    ],
    estimates.map((one) => [
      one.treatment,
      one.role,
      one.ask,
      measureName(one.measure),
      one.lost,
      one.reasked,
      mean(one.asPlayed),
      mean(one.firstAttempts),
      mean(one.wholeRuns),
      range(one),
      ...(one.withAborted === null ? [] : [range(one.withAborted)]),
    ]),
    4,
  )
}

function range({ least, most }: Pick<Sensitivity, 'least' | 'most'>): string {
  return least.mean === null ? '–' : `[${mean(least)}, ${mean(most)}]`
}

/** Of two options the second says nothing that the first does not. */
function isFirstOfTwo(estimates: readonly Sensitivity[]): (one: Sensitivity) => boolean {
  const groups = Map.groupBy(estimates, ({ treatment, role, ask }) =>
    JSON.stringify([treatment, role, ask]),
  )
  return (one) => {
    const group = groups.get(JSON.stringify([one.treatment, one.role, one.ask])) ?? []
    return group.length !== 2 || group[0] === one || one.measure.kind === 'amount'
  }
}

function differencesText(
  differences: readonly Difference[],
  attrition: readonly Attrition[],
): string[] {
  const seen = new Set<string>()
  const distinct = differences.filter(({ role, ask, from, to, asPlayed }) => {
    // The same difference, told of the other of two options.
    const key = JSON.stringify([role, ask, from, to, Math.abs(asPlayed).toFixed(9)])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  const [known, unknown] = [
    distinct.filter((one) => leastRuns(one) >= LEAST_RUNS),
    distinct.filter((one) => leastRuns(one) < LEAST_RUNS).length,
  ]
  const doubtful = known.filter(({ couldVanish, turns }) => couldVanish || turns)
  const real = known.filter(({ asPlayed }) => asPlayed !== 0)
  const more = doubtful.length - MOST_TOLD
  return [
    ...doubtful.slice(0, MOST_TOLD).flatMap((one) => wrapWords(sentenceOn(one))),
    ...(more > 0 ? [`… and ${more} more differences that could vanish or turn (--json).`] : []),
    ...(doubtful.length > 0 || real.length === 0
      ? []
      : wrapWords(
          `Differences from "${real[0]?.from ?? ''}" where something was lost or asked again: ${real.length}. By what was lost, none of them ` +
            'could vanish or turn: this is said of the finished runs, with aborted ones as anything.',
        )),
    ...(unknown === 0
      ? []
      : wrapWords(
          `Nothing can be said of ${unknown} ${unknown === 1 ? 'difference' : 'differences'}: a treatment has fewer than ${LEAST_RUNS} finished runs.`,
        )),
    ...(known.length + unknown === 0 ? [] : outstanding(attrition).flatMap(wrapWords)),
  ]
}

function leastRuns({ fromRuns, toRuns }: Difference): number {
  return Math.min(fromRuns, toRuns)
}

/** What no bound takes into account. */
function outstanding(attrition: readonly Attrition[]): string[] {
  const sum = (key: 'planned' | 'notBegun' | 'started' | 'unfinished' | 'failed'): number =>
    attrition.reduce((total, { runs }) => total + (runs[key] ?? 0), 0)
  const isPlanned = attrition.every(({ runs }) => runs.planned !== null)
  const open = sum('unfinished') + sum('notBegun')
  const all = isPlanned ? `${sum('planned')} planned` : `${sum('started')}`
  return [
    ...(open > 0 ? [`${open} of ${all} runs have not ended, and are in none of this.`] : []),
    ...(sum('failed') > 0
      ? [`${sum('failed')} of ${all} runs failed, and are in none of this.`]
      : []),
  ]
}

function sentenceOn(one: Difference): string {
  const { role, ask, measure, from, to, couldVanish, turns } = one
  const others = [
    ['first attempts only', one.firstAttempts],
    ['whole runs only', one.wholeRuns],
  ] as const
  const turned = others.flatMap(([name, value]) =>
    value === null || Math.sign(value) === Math.sign(one.asPlayed)
      ? []
      : [`${signed(value)} over ${name}`],
  )
  return [
    `${role}, ${ask}, ${measureName(measure)}: "${to}" minus "${from}" is ${signed(one.asPlayed)} as played`,
    `and between ${signed(one.least)} and ${signed(one.most)} whatever was lost would have been:`,
    couldVanish ? 'the difference could vanish.' : 'its sign stands.',
    ...(turns ? [`It is ${turned.join(', ')}.`] : []),
  ].join(' ')
}

function measureName(measure: Measure): string {
  return measure.kind === 'amount' ? '(mean)' : (measure.value ?? '(pass)')
}
