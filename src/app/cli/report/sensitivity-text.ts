/** The part of a report that tells whether what was lost drives what was found. */
import type { Difference } from '../../../study/analysis/differences.ts'
import type { Measure } from '../../../study/analysis/measured.ts'
import type { Sensitivity, SensitivityReport } from '../../../study/analysis/sensitivity.ts'
import { mean } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** So many differences are told in words; `--json` has them all. */
const MOST_TOLD = 10

/** Nothing where nothing was lost. `isLong`: the differences only. */
export function sensitivityText(
  { estimates, differences }: SensitivityReport,
  isLong: boolean,
): string[] {
  if (estimates.length === 0) return []
  return [
    '\nSensitivity: the same under other ways of dealing with what was lost',
    ...(isLong ? [] : estimateTable(estimates.filter(isFirstOfTwo(estimates)))),
    ...(differences.length === 0 ? [] : ['', ...differencesText(differences)]),
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

function differencesText(differences: readonly Difference[]): string[] {
  const firsts = new Map<string, string>()
  const distinct = differences.filter(({ role, ask, from, to, measure, asPlayed }) => {
    // The same difference, told of the other of two options.
    const key = JSON.stringify([role, ask, from, to, Math.abs(asPlayed).toFixed(9)])
    const name = measureName(measure)
    if (firsts.has(key)) return false
    firsts.set(key, name)
    return true
  })
  const doubtful = distinct.filter(({ couldVanish, turns }) => couldVanish || turns)
  if (doubtful.length === 0) {
    const real = distinct.filter(({ asPlayed }) => asPlayed !== 0).length
    return real === 0
      ? []
      : wrapWords(
          `Differences from "${distinct[0]?.from ?? ''}" where something was lost or asked again: ${real}. None of them could vanish or turn.`,
        )
  }
  const more = doubtful.length - MOST_TOLD
  return [
    ...doubtful.slice(0, MOST_TOLD).flatMap((one) => wrapWords(sentenceOn(one))),
    ...(more > 0 ? [`… and ${more} more differences that could vanish or turn (--json).`] : []),
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

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`
}

function measureName(measure: Measure): string {
  return measure.kind === 'amount' ? '(mean)' : (measure.value ?? '(pass)')
}
