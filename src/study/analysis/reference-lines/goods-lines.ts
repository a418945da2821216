/** What people did in public goods games and in guessing games. */
import type { ReferenceLine } from './reference-line.ts'

const FISCHBACHER = {
  scenario: 'public-goods',
  parameters: {
    groupSize: 4,
    endowment: 20,
    mpcr: 0.4,
    rounds: 10,
    matching: 'stranger',
    punishment: 'none',
  },
  sd: null,
  n: 140,
  population: 'students, paid; 6 sessions, groups drawn anew each period',
  grade: 'A',
  citation: 'Fischbacher & Gächter 2010, American Economic Review 100(1), 541–556',
  doi: '10.1257/aer.100.1.541',
} as const

const BY_PERIOD = [7.89, 7.74, 6.26, 5.34, 4.8, 4.05, 3.81, 3.42, 2.75, 2.24]

const byPeriod: readonly ReferenceLine[] = BY_PERIOD.map((mean, i) => ({
  ...FISCHBACHER,
  measure: 'contribution-share-by-round',
  about: i + 1,
  statistic: `mean share contributed in period ${i + 1}`,
  value: Number((mean / 20).toFixed(4)),
  published: `${mean} of 20`,
}))

const TYPES = [
  ['conditional cooperators', 0.55],
  ['free riders', 0.23],
  ['triangle contributors', 0.12],
  ['others', 0.1],
] as const

const NAGEL = {
  scenario: null,
  about: null,
  measure: null,
  sd: null,
  n: null,
  population: 'students; 15 to 18 in a session; period 1',
  grade: 'A',
  citation: 'Nagel 1995, American Economic Review 85(5), 1313–1326',
  doi: null,
} as const

const nagel: readonly ReferenceLine[] = (
  [
    ['1/2', 27.05, 17],
    ['2/3', 36.73, 33],
    ['4/3', 60.12, 66],
  ] as const
).flatMap(([p, mean, median]) => [
  { ...NAGEL, parameters: { p }, statistic: 'mean guess, period 1', value: mean },
  { ...NAGEL, parameters: { p }, statistic: 'median guess, period 1', value: median },
])

export const goodsLines: readonly ReferenceLine[] = [
  {
    ...FISCHBACHER,
    measure: 'contribution-share',
    about: null,
    statistic: 'mean share contributed',
    value: 0.242,
  },
  ...byPeriod,
  ...(
    [
      [1, 0.24],
      [10, 0.56],
    ] as const
  ).map(([period, value]) => ({
    ...FISCHBACHER,
    measure: null,
    about: period,
    statistic: `share who contribute nothing in period ${period}`,
    value,
  })),
  ...TYPES.map(([type, value]) => ({
    ...FISCHBACHER,
    measure: null,
    about: null,
    statistic: `share of ${type}, by the strategy method`,
    value,
  })),
  {
    scenario: 'public-goods',
    parameters: {
      groupSize: 4,
      endowment: 20,
      mpcr: 0.4,
      rounds: 10,
      matching: 'stranger',
      punishment: 'direct',
    },
    measure: null,
    about: null,
    statistic: 'mean contribution with punishment, strangers',
    value: 11.5,
    sd: null,
    n: null,
    population: 'students',
    grade: 'C',
    citation: 'Fehr & Gächter 2000, American Economic Review 90(4), 980–994',
    doi: '10.1257/aer.90.4.980',
    note: 'Often quoted; not confirmed.',
  },
  {
    scenario: 'public-goods',
    parameters: {
      groupSize: 4,
      endowment: 20,
      mpcr: 0.4,
      rounds: 10,
      matching: 'partner',
      punishment: 'direct',
    },
    measure: null,
    about: null,
    statistic: 'mean contribution with punishment, partners',
    value: 17,
    sd: null,
    n: null,
    population: 'students',
    grade: 'C',
    citation: 'Fehr & Gächter 2000, American Economic Review 90(4), 980–994',
    doi: '10.1257/aer.90.4.980',
    note: 'Often quoted; not confirmed.',
  },
  ...nagel,
]
